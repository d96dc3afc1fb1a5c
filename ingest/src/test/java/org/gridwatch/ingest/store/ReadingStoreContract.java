package org.gridwatch.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a store of readings promises, whatever database is below it.
 *
 * <p>Longer than most of our classes: it is the whole promise, and each database has to keep all of
 * it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
abstract class ReadingStoreContract {
  static final Instant NOW = Instant.parse("2026-03-05T04:05:06Z");
  static final short GOOD = 0;
  static final short BAD = 2;

  /** Moved by hand. */
  Instant now = NOW;

  private int lastSeries;

  abstract DataSource dataSource();

  abstract boolean hasSeveralSessions();

  abstract void dropTables();

  ReadingStore store() {
    return ReadingStore.on(dataSource(), () -> now);
  }

  JdbcClient jdbc() {
    return JdbcClient.create(dataSource());
  }

  @BeforeEach
  void beginAnew() {
    now = NOW;
    dropTables();
    for (var table :
        List.of("reading_rollup", "reading_late", "reading_series", "reading_dropped", "setting")) {
      jdbc().sql("delete from " + table).update();
    }
    store().prepare();
  }

  /** Each test has series of its own. */
  int newSeries() {
    return ++lastSeries;
  }

  static ReadingRows rows() {
    return new ReadingRows(4);
  }

  static void add(ReadingRows rows, int series, Instant at, double value) {
    rows.add(series, micros(at), value, GOOD, 0, true, false);
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  BitSet append(ReadingStore store, ReadingRows rows) {
    try (Connection connection = dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var fresh = store.append(connection, rows);
      connection.commit();
      connection.setAutoCommit(true);
      return fresh;
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }

  List<Double> valuesOf(int series) {
    return jdbc()
        .sql(
            """
            select value from (
              select * from reading where series_id = :series
              union all select * from reading_kept where series_id = :series) as r
            order by taken_at
            """)
        .param("series", series)
        .query(Double.class)
        .list();
  }

  @Test
  void storesWhatItIsGivenExactly() {
    int series = newSeries();
    var rows = rows();
    var at = Instant.parse("2026-03-05T04:05:05.123457Z");
    rows.add(series, micros(at), 0.1 + 0.2, (short) 12, 77, true, false);

    assertThat(append(store(), rows).cardinality()).isEqualTo(1);

    var stored =
        jdbc()
            .sql("select * from reading where series_id = ?")
            .param(series)
            .query(
                (row, n) ->
                    List.of(
                        row.getTimestamp("taken_at").toInstant(),
                        row.getDouble("value"),
                        (int) row.getShort("quality"),
                        (int) row.getShort("delay_s")))
            .single();
    assertThat(stored).containsExactly(at, 0.1 + 0.2, 12, 77);
  }

  @Test
  void theSameReadingTwiceIsStoredOnceAndNewOnce() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    add(rows, series, NOW.minusSeconds(1), 2);
    var store = store();

    assertThat(append(store, rows).cardinality()).isEqualTo(2);
    add(rows, series, NOW.minusSeconds(2), 3);
    assertThat(append(store, rows)).isEqualTo(bits(2));

    assertThat(valuesOf(series)).containsExactly(3.0, 2.0, 1.0);
  }

  @Test
  void ofTwoReadingsOfOneInstantInABatchTheFirstIsKept() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    add(rows, series, NOW, 2);

    assertThat(append(store(), rows)).isEqualTo(bits(0));

    assertThat(valuesOf(series)).containsExactly(1.0);
  }

  @Test
  void readingsWithoutADeviceTimeAreAllStored() {
    int series = newSeries();
    var rows = rows();
    for (int value = 1; value <= 3; value++) {
      rows.add(series, micros(NOW), value, GOOD, 0, false, false);
    }

    assertThat(append(store(), rows).cardinality()).isEqualTo(3);

    assertThat(valuesOf(series)).containsExactlyInAnyOrder(1.0, 2.0, 3.0);
    assertThat(List.of(rows.takenAtMicros(0), rows.takenAtMicros(1), rows.takenAtMicros(2)))
        .doesNotHaveDuplicates();
  }

  @Test
  void aMixOfNewAndKnownRowsInAnyOrderSaysWhichWereNew() {
    int first = newSeries();
    int second = newSeries();
    var store = store();
    var known = rows();
    add(known, second, NOW, 1);
    add(known, first, NOW.minusSeconds(5), 1);
    append(store, known);

    var rows = rows();
    add(rows, second, NOW.plusSeconds(1), 2);
    add(rows, first, NOW, 2);
    add(rows, second, NOW, 1);
    add(rows, first, NOW.minusSeconds(5), 1);
    add(rows, first, NOW.minusSeconds(9), 2);

    assertThat(append(store, rows)).isEqualTo(bits(0, 1, 4));
  }

  @Test
  void oldAndFutureReadingsFindTheirPlace() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, Instant.parse("2000-01-01T00:00:00Z"), 1);
    add(rows, series, NOW.minusSeconds(86_400 * 400L), 2);
    add(rows, series, NOW.plusSeconds(86_400), 3);
    rows.add(series, micros(Instant.parse("2007-01-01T12:00:00Z")), 4, GOOD, 0, true, true);

    assertThat(append(store(), rows).cardinality()).isEqualTo(4);

    assertThat(valuesOf(series)).containsExactly(1.0, 4.0, 2.0, 3.0);
  }

  @Test
  void whatIsRolledBackWasNeverThere() throws SQLException {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW.minusSeconds(86_400 * 300L), 1);
    var store = store();
    try (Connection connection = dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.append(connection, rows);
      connection.rollback();
      connection.setAutoCommit(true);
    }
    assertThat(valuesOf(series)).isEmpty();

    assertThat(append(store, rows).cardinality()).isEqualTo(1);
  }

  @Test
  void manyRowsOfManySeriesKeepTheirIndexes() {
    var series = new ArrayList<Integer>();
    for (int i = 0; i < 50; i++) {
      series.add(newSeries());
    }
    var rows = rows();
    var random = new java.util.Random(7);
    for (int i = 0; i < 5000; i++) {
      add(rows, series.get(random.nextInt(50)), NOW.minusMillis(random.nextInt(50)), i);
    }
    var store = store();

    var fresh = append(store, rows);

    assertThat(append(store, rows).isEmpty()).isTrue();
    var seen = new java.util.HashSet<List<Long>>();
    for (int row = 0; row < rows.size(); row++) {
      var key = List.of((long) rows.seriesId(row), rows.takenAtMicros(row));
      assertThat(fresh.get(row)).as("row %s", row).isEqualTo(seen.add(key));
    }
  }

  @Test
  void preparingAgainChangesNothing() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    append(store(), rows);

    store().prepare();

    assertThat(append(store(), rows).isEmpty()).isTrue();
    assertThat(valuesOf(series)).containsExactly(1.0);
  }

  void runMaintenance(Instant at) {
    now = at;
    assertThat(store().maintenance().run(at)).isTrue();
  }

  List<List<Double>> rollup(String table, int series) {
    return jdbc()
        .sql("select n, total, low, high from " + table + " where series_id = ? order by bucket")
        .param(series)
        .query(
            (row, n) ->
                List.of(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)))
        .list();
  }

  @Test
  void rollsUpCompleteMinutesHoursAndDays() {
    int series = newSeries();
    var rows = rows();
    for (int minute = 0; minute < 3; minute++) {
      add(rows, series, NOW.plusSeconds(60 * minute), minute + 1);
      add(rows, series, NOW.plusSeconds(60 * minute + 1), 10);
    }
    append(store(), rows);

    runMaintenance(NOW.plusSeconds(86_400 * 2));

    assertThat(rollup("reading_1m", series))
        .containsExactly(
            List.of(2.0, 11.0, 1.0, 10.0),
            List.of(2.0, 12.0, 2.0, 10.0),
            List.of(2.0, 13.0, 3.0, 10.0));
    assertThat(rollup("reading_1h", series)).containsExactly(List.of(6.0, 36.0, 1.0, 10.0));
    assertThat(rollup("reading_1d", series)).containsExactly(List.of(6.0, 36.0, 1.0, 10.0));
  }

  @Test
  void lateReadingsCorrectTheRollUps() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    append(store(), rows);
    runMaintenance(NOW.plusSeconds(86_400 * 3));

    rows.clear();
    add(rows, series, NOW.plusSeconds(1), 3);
    rows.add(series, micros(NOW.minusSeconds(86_400 * 3000L)), 7, GOOD, 0, true, true);
    append(store(), rows);
    runMaintenance(NOW.plusSeconds(86_400 * 3 + 60));

    for (var table : List.of("reading_1m", "reading_1h", "reading_1d")) {
      assertThat(rollup(table, series)).as(table).containsExactly(List.of(2.0, 4.0, 1.0, 3.0));
    }
    for (var table : List.of("reading_kept_1m", "reading_kept_1h", "reading_kept_1d")) {
      assertThat(rollup(table, series)).as(table).containsExactly(List.of(1.0, 7.0, 7.0, 7.0));
    }
  }

  @Test
  void badReadingsStayOutOfRollUpsAndCharts() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    rows.add(series, micros(NOW.plusSeconds(1)), 999, BAD, 0, true, false);
    append(store(), rows);

    runMaintenance(NOW.plusSeconds(86_400));

    assertThat(rollup("reading_1m", series)).containsExactly(List.of(1.0, 1.0, 1.0, 1.0));
    assertThat(store().chart(series, NOW.minusSeconds(60), NOW.plusSeconds(60), 100).points())
        .hasSize(1);
  }

  @Test
  void daysBeginAtTheInstallationsMidnight() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, Instant.parse("2026-03-05T15:59:59Z"), 1); // 23:59:59 in Shanghai
    add(rows, series, Instant.parse("2026-03-05T16:00:00Z"), 2);
    append(store(), rows);

    runMaintenance(Instant.parse("2026-03-08T00:00:00Z"));

    assertThat(rollup("reading_1d", series))
        .containsExactly(List.of(1.0, 1.0, 1.0, 1.0), List.of(1.0, 2.0, 2.0, 2.0));
  }

  @Test
  void aChartHasNoGapBetweenTheLastRollUpAndNow() {
    int series = newSeries();
    var rows = rows();
    Instant begin = NOW.minusSeconds(86_400 * 40L);
    int count = 0;
    for (Instant at = begin; at.isBefore(NOW); at = at.plusSeconds(3600)) {
      add(rows, series, at, count++);
    }
    append(store(), rows);
    runMaintenance(NOW.minusSeconds(86_400));
    now = NOW;

    for (int points : List.of(10, 100, 500, 2000)) {
      var chart = store().chart(series, begin, NOW, points);

      assertThat(chart.points()).as("%s points", points).hasSizeBetween(2, points);
      assertThat(chart.points().stream().mapToLong(Chart.Point::count).sum()).isEqualTo(count);
      assertThat(chart.points().getLast().high()).isEqualTo(count - 1);
      assertThat(chart.points())
          .isSortedAccordingTo(java.util.Comparator.comparing(Chart.Point::epochMillis));
    }
  }

  @Test
  void aChartPicksTheStepThatFits() {
    int series = newSeries();
    var rows = rows();
    for (int i = 0; i < 300; i++) {
      add(rows, series, NOW.minusSeconds(i), i);
    }
    var store = store();
    append(store, rows);

    assertThat(store.chart(series, NOW.minusSeconds(3600), NOW, 800).step()).isEqualTo(Step.RAW);
    assertThat(store.chart(series, NOW.minusSeconds(3600), NOW, 100).step()).isEqualTo(Step.MINUTE);
    assertThat(store.chart(series, NOW.minusSeconds(86_400 * 365L), NOW, 100).step())
        .isEqualTo(Step.DAY);
    assertThat(store.chart(series, NOW.minusSeconds(86_400 * 365L), NOW, 800).step())
        .isEqualTo(Step.HOUR);
    assertThat(store.chart(newSeries(), NOW.minusSeconds(3600), NOW, 100).points()).isEmpty();
  }

  @Test
  void aChartHoldsItsBeginAndNotItsEnd() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW.minusSeconds(10), 1);
    add(rows, series, NOW, 2);
    append(store(), rows);

    assertThat(store().chart(series, NOW.minusSeconds(10), NOW, 100).points())
        .containsExactly(new Chart.Point(NOW.minusSeconds(10).toEpochMilli(), 1, 1, 1, 1));
  }

  @Test
  void retentionDropsOldReadingsButNotThoseOfExemptDevicesNorTheirDays() {
    int series = newSeries();
    var rows = rows();
    Instant old = NOW.minusSeconds(86_400 * 60L);
    add(rows, series, old, 1);
    rows.add(series, micros(old.plusSeconds(1)), 2, GOOD, 0, true, true);
    add(rows, series, NOW, 3);
    append(store(), rows);
    runMaintenance(NOW.plusSeconds(3600));
    assertThat(valuesOf(series)).containsExactly(1.0, 2.0, 3.0);

    runMaintenance(NOW.plusSeconds(86_400 * 40L));

    assertThat(valuesOf(series)).containsExactly(2.0, 3.0);
    var chart = store().chart(series, old.minusSeconds(86_400), now, 100);
    assertThat(chart.points().stream().mapToLong(Chart.Point::count).sum()).isEqualTo(3);
  }

  @Test
  void whatComesAfterItsDayWasDroppedIsTakenAndLeavesTheRollUpAlone() {
    int series = newSeries();
    var store = store();
    var rows = rows();
    Instant old = NOW.minusSeconds(86_400 * 60L);
    add(rows, series, old, 1);
    append(store, rows);
    runMaintenance(NOW.plusSeconds(3600));
    runMaintenance(NOW.plusSeconds(86_400 * 40L));
    rows.clear();
    add(rows, series, old.plusSeconds(1), 2);

    assertThatTriedAgain(store, rows);

    runMaintenance(NOW.plusSeconds(86_400 * 40L + 3600 * 2));
    assertThat(rollup("reading_1h", series)).containsExactly(List.of(1.0, 1.0, 1.0, 1.0));
  }

  private void assertThatTriedAgain(ReadingStore store, ReadingRows rows) {
    BitSet fresh;
    try {
      fresh = append(store, rows);
    } catch (StoreTrouble.Passing dropped) {
      fresh = append(store, rows);
    }
    assertThat(fresh.cardinality()).isEqualTo(1);
  }

  private void set(String name, String json) {
    jdbc()
        .sql(
            "insert into setting (name, value) values (?, ?::jsonb) "
                + "on conflict (name) do update set value = excluded.value")
        .params(name, json)
        .update();
  }

  @Test
  void minutesAreDroppedAfterAYearAndHoursNever() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    append(store(), rows);
    runMaintenance(NOW.plusSeconds(3600));
    assertThat(rollup("reading_1m", series)).hasSize(1);

    runMaintenance(NOW.plusSeconds(86_400 * 430L));

    assertThat(rollup("reading_1m", series)).isEmpty();
    var onlyOne = List.of(1.0, 1.0, 1.0, 1.0);
    assertThat(rollup("reading_1h", series)).containsExactly(onlyOne);
    assertThat(rollup("reading_1d", series)).containsExactly(onlyOne);
  }

  @Test
  void whatWasDroppedIsNotMadeAgainFromItsRestWhenRetentionGrows() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, NOW, 1);
    add(rows, series, NOW.plusSeconds(1), 2);
    append(store(), rows);
    runMaintenance(NOW.plusSeconds(86_400 * 100L));

    set("retention", "{\"rawDays\": 300}");
    rows.clear();
    add(rows, series, NOW.plusSeconds(2), 9);
    assertThatTriedAgain(store(), rows);
    runMaintenance(NOW.plusSeconds(86_400 * 100L + 60));

    for (var table : List.of("reading_1m", "reading_1h", "reading_1d")) {
      assertThat(rollup(table, series)).as(table).containsExactly(List.of(2.0, 3.0, 1.0, 2.0));
    }
    assertThat(store().chart(series, NOW.minusSeconds(60), NOW.plusSeconds(60), 500).step())
        .isEqualTo(Step.MINUTE);
  }

  @Test
  void daysAreMadeAgainWhenTheInstallationMovesToAnotherZone() {
    int series = newSeries();
    var rows = rows();
    add(rows, series, Instant.parse("2026-03-05T17:00:00Z"), 1);
    add(rows, series, Instant.parse("2026-03-05T18:10:00Z"), 2);
    add(rows, series, Instant.parse("2026-03-05T19:00:00Z"), 3);
    append(store(), rows);
    runMaintenance(Instant.parse("2026-07-08T00:00:00Z"));
    assertThat(rollup("reading_1d", series)).containsExactly(List.of(3.0, 6.0, 1.0, 3.0));

    set("place", "{\"timeZone\": \"Asia/Kolkata\"}"); // midnight is at 18:30 UTC
    store().prepare();
    runMaintenance(Instant.parse("2026-07-08T00:01:00Z"));

    assertThat(rollup("reading_1d", series))
        .containsExactly(List.of(2.0, 3.0, 1.0, 2.0), List.of(1.0, 3.0, 3.0, 3.0));
    var chart = store().chart(series, NOW, NOW.plusSeconds(86_400 * 100L), 4);
    assertThat(chart.points().stream().mapToLong(Chart.Point::count).sum()).isEqualTo(3);
  }

  @Test
  void twoWritersOfDisjointSeriesDoNotWaitForEachOther() throws SQLException {
    assumeTrue(hasSeveralSessions(), "this database has a single session");
    int first = newSeries();
    int second = newSeries();
    var store = store();
    try (var one = dataSource().getConnection();
        var other = dataSource().getConnection()) {
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      for (int i = 0; i < 3; i++) {
        store.append(one, oneRow(first, NOW.plusSeconds(i)));
        store.append(other, oneRow(second, NOW.plusSeconds(i)));
      }
      other.commit();
      one.commit();
      one.setAutoCommit(true);
      other.setAutoCommit(true);
    }
    assertThat(valuesOf(first)).hasSize(3);
    assertThat(valuesOf(second)).hasSize(3);
  }

  private static ReadingRows oneRow(int series, Instant at) {
    var rows = rows();
    add(rows, series, at, 1);
    return rows;
  }

  @Test
  void noMinuteIsLostWhileReadingsRaceTheRollUp() throws Exception {
    assumeTrue(hasSeveralSessions(), "this database has a single session");
    int batches = 150;
    var store = store();
    var minute = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = List.of(newSeries(), newSeries());
      var written = new ArrayList<Future<?>>();
      for (int series : writers) {
        written.add(threads.submit(() -> writeNearTheRollUp(store, series, minute, batches)));
      }
      var maintenance = store.maintenance();
      while (!written.stream().allMatch(Future::isDone)) {
        maintenance.run(NOW.plusSeconds(60L * minute.incrementAndGet()));
      }
      for (var writer : written) {
        writer.get();
      }
      runMaintenance(NOW.plusSeconds(60L * minute.get() + 86_400));
      for (int series : writers) {
        assertThat(valuesOf(series)).hasSize(batches);
        for (var table : List.of("reading_1m", "reading_1h")) {
          assertThat(rollup(table, series).stream().mapToDouble(List::getFirst).sum())
              .as(table)
              .isEqualTo(batches);
        }
      }
    }
  }

  /** Each reading is taken in the minute that the roll-up is making just now. */
  private void writeNearTheRollUp(
      ReadingStore store, int series, AtomicInteger minute, int batches) {
    for (int i = 0; i < batches; i++) {
      var at = NOW.plusSeconds(60L * (minute.get() - 1)).plusMillis(i);
      append(store, oneRow(series, at));
    }
  }

  @Test
  void theLatestValueNeverGoesBackwards() throws SQLException {
    int series = newSeries();
    writeLatest(series, NOW, 1);
    writeLatest(series, NOW.minusSeconds(5), 2);
    assertThat(latest(series)).isEqualTo(1);

    writeLatest(series, NOW.plusSeconds(5), 3);
    assertThat(latest(series)).isEqualTo(3);
  }

  private void writeLatest(int series, Instant at, double value) throws SQLException {
    var rows = rows();
    add(rows, series, at, value);
    try (Connection connection = dataSource().getConnection()) {
      LatestValues.write(connection, rows);
    }
  }

  private double latest(int series) {
    return jdbc()
        .sql("select value from latest where series_id = ?")
        .param(series)
        .query(Double.class)
        .single();
  }

  @Test
  void knowsItsSize() {
    assertThat(store().size().databaseBytes()).isPositive();
  }

  static BitSet bits(int... set) {
    var bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }
}
