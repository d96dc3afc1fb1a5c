package org.gridwatch.ingest.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * What the store takes and how fast it answers; not a test, and not run with them.
 *
 * <p>One of {@code append}, {@code chart}, {@code size}, {@code size-timescale} as argument. The
 * PostgreSQL is one of its own, durable as the installation's.
 */
final class StoreBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final int WRITERS = 2;
  private static final int SERIES_EACH = 7500;
  private static final int ROWS_EACH = 150_000;
  private static final int ROUNDS = 5;
  private static final int SECONDS_A_DAY = 86_400;

  private final DataSource dataSource;
  private Instant now = NOW;
  private final ReadingStore store;

  private StoreBenchmark(DataSource dataSource) {
    this.dataSource = dataSource;
    this.store = ReadingStore.on(dataSource, () -> now);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("size-timescale")) {
      try (var server = TimescaleServer.start()) {
        new StoreBenchmark(server.dataSource()).sizes();
      }
      return;
    }
    try (var postgres = postgres();
        var dataSource = pool(postgres)) {
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:db/migration")
          .load()
          .migrate();
      var benchmark = new StoreBenchmark(dataSource);
      switch (arguments[0]) {
        case "append" -> benchmark.appends();
        case "chart" -> benchmark.charts();
        case "size" -> benchmark.sizes();
        default -> throw new IllegalArgumentException("unknown: " + arguments[0]);
      }
    }
  }

  /** As the installation has one: no figure holds the start of a connection. */
  private static HikariDataSource pool(EmbeddedPostgres postgres) {
    var config = new HikariConfig();
    config.setDataSource(postgres.getPostgresDatabase());
    config.setMaximumPoolSize(5);
    return new HikariDataSource(config);
  }

  private static EmbeddedPostgres postgres() throws Exception {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("shared_buffers", "512MB")
        .setServerConfig("max_wal_size", "4GB")
        .setServerConfig("wal_buffers", "64MB")
        .setServerConfig("wal_compression", "on")
        .setServerConfig("jit", "off")
        .setServerConfig("random_page_cost", "1.1")
        .setServerConfig("max_parallel_workers_per_gather", "0")
        .start();
  }

  // ---- append: rows a second of two connections, beside the bare insert of the same rows

  private interface Append {
    void run(Connection connection, ReadingRows rows) throws SQLException;
  }

  private void appends() throws Exception {
    store.prepare();
    execute(
        """
        create table bare (series_id int not null, quality smallint not null,
          delay_s smallint not null, taken_at timestamptz not null, value double precision not null,
          primary key (series_id, taken_at))
        """);
    long time = NOW.toEpochMilli() * 1000;
    for (int batch : List.of(500, 2500, 10_000)) {
      var ours = new ArrayList<Double>();
      var bare = new ArrayList<Double>();
      for (int round = -1; round < ROUNDS; round++) { // the first one warms up
        time += 1_000_000_000L;
        double bareRate = rate(batch, time, StoreBenchmark::bare);
        double ourRate = rate(batch, time, store::append);
        if (round >= 0) {
          bare.add(bareRate);
          ours.add(ourRate);
        }
      }
      print(
          "append, batches of %d: store %s rows/s, bare insert %s rows/s, ratio of medians %.2f",
          batch, spread(ours), spread(bare), median(ours) / median(bare));
    }
  }

  private double rate(int batch, long time, Append append) throws Exception {
    long begin = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      var writers = new ArrayList<Callable<Void>>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int firstSeries = writer * SERIES_EACH;
        writers.add(() -> write(firstSeries, batch, time, append));
      }
      for (var done : threads.invokeAll(writers)) {
        done.get();
      }
    }
    return WRITERS * ROWS_EACH / ((System.nanoTime() - begin) / 1e9);
  }

  private Void write(int firstSeries, int batch, long time, Append append) throws SQLException {
    var rows = new ReadingRows(batch);
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (int row = 0; row < ROWS_EACH; row++) {
        long at = time + row / SERIES_EACH * 1_000_000L;
        rows.add(firstSeries + row % SERIES_EACH, at, row * 0.01, (short) 0, 0, true, false);
        if (rows.size() == batch || row == ROWS_EACH - 1) {
          append.run(connection, rows);
          connection.commit();
          rows.clear();
        }
      }
    }
    return null;
  }

  private static void bare(Connection connection, ReadingRows rows) throws SQLException {
    int count = rows.size();
    int[] series = new int[count];
    short[] zeros = new short[count];
    double[] seconds = new double[count];
    double[] values = new double[count];
    for (int row = 0; row < count; row++) {
      series[row] = rows.seriesId(row);
      seconds[row] = rows.takenAtMicros(row) / 1e6;
      values[row] = rows.value(row);
    }
    Sql.update(
        connection,
        """
        insert into bare select s, q, d, to_timestamp(t), v
        from unnest(?, ?, ?, ?, ?) as new (s, q, d, t, v) on conflict do nothing
        """,
        series,
        zeros,
        zeros,
        seconds,
        values);
  }

  // ---- chart: a year of one series among others, made as life makes it, rolled up once a week

  private static final int DAYS = 366;
  private static final int QUICK = 1; // series with a reading a minute
  private static final int SLOW = 10; // series with four an hour

  private void charts() throws SQLException {
    Instant begin = NOW.minus(DAYS, ChronoUnit.DAYS);
    now = begin;
    store.prepare();
    var maintenance = store.maintenance();
    for (int day = 0; day < DAYS; day++) {
      Instant midnight = begin.plus(day, ChronoUnit.DAYS);
      appendDay(midnight, 1, QUICK, 60);
      appendDay(midnight, 100, SLOW, 900);
      now = midnight.plus(1, ChronoUnit.DAYS);
      if (day % 7 == 6 || day == DAYS - 1) {
        maintenance.run(now);
      }
    }
    execute("analyze");
    for (int days : List.of(1, 7, 30, 365)) {
      var millis = new double[300];
      int points = 0;
      for (int i = -50; i < millis.length; i++) {
        long start = System.nanoTime();
        points =
            store
                .chart(1 + Math.floorMod(i, QUICK), now.minus(days, ChronoUnit.DAYS), now, 800)
                .points()
                .size();
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / 1e6;
        }
      }
      Arrays.sort(millis);
      print(
          "chart of %d days, %d points: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms",
          days, points, millis[150], millis[285], millis[297], millis[299]);
    }
  }

  private void appendDay(Instant midnight, int firstSeries, int count, int everySeconds)
      throws SQLException {
    var random = new Random(midnight.toEpochMilli());
    var rows = new ReadingRows(10_000);
    long begin = midnight.toEpochMilli() * 1000;
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (int series = firstSeries; series < firstSeries + count; series++) {
        double value = 20;
        for (int second = 0; second < SECONDS_A_DAY; second += everySeconds) {
          value += random.nextInt(-10, 11) / 100.0; // as meters do: little steps, two decimals
          rows.add(
              series,
              begin + second * 1_000_000L,
              Math.round(value * 100) / 100.0,
              (short) 0,
              0,
              true,
              false);
          if (rows.size() == 10_000) {
            store.append(connection, rows);
            connection.commit();
            rows.clear();
          }
        }
      }
      store.append(connection, rows);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  // ---- size: bytes of a reading, its index and, where there is, its compressed form

  private void sizes() throws SQLException {
    int series = 100;
    store.prepare();
    appendDay(NOW.minus(1, ChronoUnit.DAYS), 1, series, 60);
    double rows = series * SECONDS_A_DAY / 60.0;
    print("%s: %.1f bytes a reading with its index", store.dialect(), bytes() / rows);
    if (store.dialect().equals("TimescaleDB")) {
      execute("select compress_chunk(c, true) from show_chunks('reading') as c");
      print("compressed: %.1f bytes a reading", bytes() / rows);
    }
  }

  private double bytes() throws SQLException {
    String sql =
        store.dialect().equals("TimescaleDB")
            ? "select hypertable_size('reading')"
            : "select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'reading'::regclass";
    try (var connection = dataSource.getConnection()) {
      return Sql.query(connection, row -> row.getDouble(1), sql).getFirst();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      Sql.update(connection, sql);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static String spread(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return String.format(
        Locale.ROOT, "%.0f (%.0f..%.0f)", median(values), sorted.getFirst(), sorted.getLast());
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
