package org.gridwatch.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Skipped where Node is missing, but not in CI. */
class TimescaleTest extends ReadingStoreContract {
  private static final boolean CI = "true".equals(System.getenv("CI"));

  private @Nullable TimescaleServer server;

  @BeforeAll
  void start() throws Exception {
    TimescaleServer.missing()
        .ifPresent(
            tool -> {
              assertThat(CI).as("CI has " + tool).isFalse();
              assumeTrue(false, "TimescaleDB is not tested here: there is no " + tool);
            });
    server = TimescaleServer.start();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  DataSource dataSource() {
    return Objects.requireNonNull(server, "not started").dataSource();
  }

  @Override
  boolean hasSeveralSessions() {
    return false;
  }

  @Override
  void dropTables() {
    for (var family : List.of("reading", "reading_kept")) {
      for (var step : List.of("_1d", "_1h", "_1m")) {
        jdbc().sql("drop materialized view if exists " + family + step).update();
      }
      jdbc().sql("drop table if exists " + family).update();
    }
  }

  @Test
  void isRecognised() {
    assertThat(store().dialect()).isEqualTo("TimescaleDB");
  }

  @Test
  void oldChunksAreCompressedAndStillTakeLateReadings() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    append(store(), rows);
    runMaintenance(NOW.plusSeconds(86_400 * 10L));
    assertThat(compressedChunks()).isEqualTo(1);

    add(rows, series, NOW.plusSeconds(1), 3);
    assertThat(append(store(), rows)).isEqualTo(bits(1));
    runMaintenance(NOW.plusSeconds(86_400 * 10L + 7200));

    assertThat(valuesOf(series)).containsExactly(1.0, 3.0);
    for (var table : List.of("reading_1m", "reading_1h", "reading_1d")) {
      assertThat(rollup(table, series)).as(table).containsExactly(List.of(2.0, 4.0, 1.0, 3.0));
    }
    assertThat(compressedChunks()).isEqualTo(1);
  }

  private long compressedChunks() {
    return jdbc()
        .sql(
            """
            select count(*) from timescaledb_information.chunks
            where hypertable_name = 'reading' and is_compressed
            """)
        .query(Long.class)
        .single();
  }
}
