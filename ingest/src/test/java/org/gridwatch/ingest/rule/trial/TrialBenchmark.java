package org.gridwatch.ingest.rule.trial;

import static org.gridwatch.ingest.rule.trial.Community.rule;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.store.ReadingRows;
import org.gridwatch.ingest.store.ReadingStore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long a trial takes: thirty days of a thousand series with a reading every five minutes, on a
 * PostgreSQL of its own. Not a test, and not run with them. The argument is the number of series.
 */
final class TrialBenchmark {
  private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
  private static final int DAYS = 30;
  private static final int ROUNDS = 5;

  private static final Rule LEVEL =
      rule(
          "{'type':'level','quantities':['pressure'],'steps':["
              + "{'severity':'yellow','low':{'raise':0.18,'clear':0.2},'hold_s':300},"
              + "{'severity':'orange','low':{'raise':0.16,'clear':0.18}}]}");
  private static final Rule RATE =
      rule(
          "{'type':'rate','quantities':['pressure'],'window_s':1800,'steps':["
              + "{'severity':'orange','low':{'raise':-0.09,'clear':-0.05}}]}");
  private static final Rule BASELINE =
      rule(
          "{'type':'baseline','quantities':['pressure'],'weeks':4,'steps':["
              + "{'severity':'yellow','low':{'raise':0.7,'clear':0.8},'hold_s':900}]}");
  private static final Rule SILENT =
      rule("{'type':'silent','steps':[{'severity':'yellow','high':{'raise':3}}]}");
  private final DataSource dataSource;
  private final JdbcClient jdbc;
  private final ReadingStore store;
  private final int series;

  private TrialBenchmark(DataSource dataSource, int series) {
    this.dataSource = dataSource;
    this.jdbc = JdbcClient.create(dataSource);
    this.store = ReadingStore.on(dataSource, () -> BEGIN.plus(DAYS, ChronoUnit.DAYS));
    this.series = series;
  }

  public static void main(String[] arguments) throws Exception {
    try (var postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("jit", "off")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("max_parallel_workers_per_gather", "0")
                .start();
        var pool = pool(postgres)) {
      Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
      var benchmark = new TrialBenchmark(pool, Integer.parseInt(arguments[0]));
      benchmark.fill();
      benchmark.measure();
    }
    System.exit(0); // the trials' readers are daemons, the database's threads need not be
  }

  private static HikariDataSource pool(EmbeddedPostgres postgres) {
    var config = new HikariConfig();
    config.setDataSource(postgres.getPostgresDatabase());
    config.setMaximumPoolSize(5);
    return new HikariDataSource(config);
  }

  /** In the order of time, as life writes; a daily wave with noise, and a gap now and then. */
  private void fill() throws SQLException {
    store.prepare();
    jdbc.sql("select setseed(0.42)").query(String.class).list();
    jdbc.sql(
            """
            insert into device (name, kind, expected_interval_s, registered_at)
            select 'WP-' || n, 'water', 300, '2026-09-01T00:00Z' from generate_series(1, ?) as n
            """)
        .param(series)
        .update();
    jdbc.sql("insert into series (device_id, quantity) select id, 'pressure' from device").update();
    for (int day = 0; day < DAYS; day++) {
      Instant midnight = BEGIN.plus(day, ChronoUnit.DAYS);
      makeRoom(midnight);
      jdbc.sql(
              """
              insert into reading (series_id, quality, delay_s, taken_at, value)
              select s.id, 0, 0, t, 0.28 + 0.05 * sin(extract(epoch from t) / 13750) + (random() - 0.5) * 0.1
                from generate_series(?::timestamptz, ?::timestamptz, interval '5 min') as t, series s
               where random() > 0.001 order by t, s.id on conflict do nothing
              """)
          .param(midnight.atOffset(java.time.ZoneOffset.UTC))
          .param(midnight.plusSeconds(86_100).atOffset(java.time.ZoneOffset.UTC))
          .update();
    }
    jdbc.sql(
            """
            insert into reading_1h (series_id, bucket, n, total, low, high)
            select s.id, t, 12, 12 * (0.28 + 0.05 * sin(extract(epoch from t) / 13750)), 0.2, 0.4
              from generate_series('2026-09-01T00:00Z'::timestamptz, '2026-10-31T00:00Z', interval '1 hour') as t, series s
            """)
        .update();
    jdbc.sql("analyze").update();
  }

  private void makeRoom(Instant midnight) throws SQLException {
    var rows = new ReadingRows(1);
    rows.add(1, midnight.toEpochMilli() * 1_000, 0.3, (short) 0, 0, true, false);
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      store.append(connection, rows);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  private void measure() throws InterruptedException {
    measure("level, two steps", LEVEL, null);
    measure("rate over half an hour", RATE, null);
    measure("baseline of four weeks", BASELINE, null);
    measure("silence", SILENT, null);
    measure("two versions of a level", LEVEL, RATE);
  }

  private void measure(String name, Rule rule, @Nullable Rule other) throws InterruptedException {
    var seconds = new ArrayList<Double>();
    var span = new Span(BEGIN, BEGIN.plus(DAYS, ChronoUnit.DAYS));
    TrialResult result = null;
    try (var trials = trials()) {
      for (int round = -1; round < ROUNDS; round++) { // the first one warms up
        long begin = System.nanoTime();
        result =
            trials.result(new Trials.Request(rule, other, span), place -> true, new Progress());
        if (round >= 0) {
          seconds.add((System.nanoTime() - begin) / 1e9);
        }
      }
    }
    seconds.sort(Double::compare);
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %.1f (%.1f..%.1f) | %s |",
            name,
            result == null ? 0 : result.rule().looked(),
            result == null ? 0 : result.rule().total(),
            seconds.get(ROUNDS / 2),
            seconds.getFirst(),
            seconds.getLast(),
            cancelled(rule, span)));
  }

  private Trials trials() {
    return new Trials(
        dataSource,
        store,
        () -> ZoneId.of("Asia/Shanghai"),
        () -> BEGIN.plus(DAYS, ChronoUnit.DAYS));
  }

  /** From the wish to cancel, in the middle, to its end. */
  private String cancelled(Rule rule, Span span) throws InterruptedException {
    try (var trials = trials()) {
      String id = trials.start(1, new Trials.Request(rule, null, span), place -> true);
      Thread.sleep(Duration.ofMillis(700));
      double reached = trials.find(1, id).orElseThrow().progress();
      long begin = System.nanoTime();
      if (trials.find(1, id).orElseThrow().state() != Trials.State.RUNNING) {
        return "over by then";
      }
      trials.cancel(1, id);
      while (trials.find(1, id).orElseThrow().state() == Trials.State.RUNNING) {
        Thread.sleep(1);
      }
      return String.format(
          Locale.ROOT, "at %.0f %%: %.2f s", reached * 100, (System.nanoTime() - begin) / 1e9);
    }
  }
}
