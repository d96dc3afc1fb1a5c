package org.gridwatch.gateway.simulator.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridwatch.gateway.simulator.local.LocalInstallation;

/**
 * What the same PostgreSQL takes when nothing but batched inserts is asked of it: the same columns
 * and primary key, sorted by series, two connections with disjoint series. Its table is dropped
 * again.
 */
final class BareInserts {
  private static final int WRITERS = 2;
  private static final int ROWS = 10_000;

  private final LocalInstallation installation;
  private final String table;
  private final int series;

  BareInserts(LocalInstallation installation, String run, int series) {
    this.installation = installation;
    this.table = "load_reference_" + run;
    this.series = series;
  }

  double rowsPerSecond(int seconds)
      throws SQLException, IOException, InterruptedException, ExecutionException {
    try (Connection owner = installation.database();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "create table "
              + table
              + " (series_id int, quality smallint, delay_s smallint, taken_at timestamptz,"
              + " value double precision, primary key (series_id, taken_at))");
      try {
        return measure(seconds);
      } finally {
        statement.execute("drop table " + table);
      }
    }
  }

  private double measure(int seconds) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      var counts = new ArrayList<Future<Long>>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        counts.add(writers.submit(() -> write(writer, end)));
      }
      long rows = 0;
      for (var count : counts) {
        rows += count.get();
      }
      return rows * 1e9 / (System.nanoTime() - start);
    }
  }

  private long write(int writer, long end) throws SQLException, IOException {
    int mine = Math.max(1, series / WRITERS);
    int each = Math.max(1, ROWS / mine);
    long written = 0;
    long micros = System.currentTimeMillis() * 1000;
    int first = 0;
    try (Connection connection = installation.database();
        PreparedStatement insert = connection.prepareStatement(insert())) {
      while (System.nanoTime() < end) {
        int count = Math.min(mine - first, ROWS / each);
        bind(insert, writer * mine + first, count, each, micros);
        written += insert.executeUpdate();
        first += count;
        if (first == mine) {
          first = 0;
          micros += each * 1000L;
        }
      }
    }
    return written;
  }

  private String insert() {
    return "insert into "
        + table
        + " select s, 0::smallint, 0::smallint, to_timestamp(t / 1e6), v"
        + " from unnest(?::int[], ?::bigint[], ?::float8[]) as u(s, t, v)"
        + " on conflict do nothing";
  }

  private static void bind(PreparedStatement insert, int first, int count, int each, long micros)
      throws SQLException {
    int[] ids = new int[count * each];
    long[] times = new long[count * each];
    double[] values = new double[count * each];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = first + i / each;
      times[i] = micros + (i % each) * 1000L;
      values[i] = 220 + (i % 100) / 100.0;
    }
    insert.setObject(1, ids);
    insert.setObject(2, times);
    insert.setObject(3, values);
  }
}
