package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Readings as time series: each (series, instant) once, on plain PostgreSQL or TimescaleDB.
 *
 * <p>Every method throws {@link StoreTrouble}. Threads: any; two transactions may append side by
 * side as long as their series are disjoint. On plain PostgreSQL the pool needs one connection more
 * than there are appending transactions, for making room.
 */
public final class ReadingStore {
  private static final String NO_PARTITION = "23514";
  private static final int APPENDS_IN_DOUBT = 50;
  private static final long PREPARE_LOCK = 0x6772_6964_0003L;

  private final DataSource dataSource;
  private final InstantSource clock;
  private final Dialect dialect;
  private final Map<Family, Set<LocalDate>> room = new ConcurrentHashMap<>();
  private final Set<Integer> knownSeries = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inDoubt = new AtomicInteger();

  private ReadingStore(DataSource dataSource, InstantSource clock, Dialect dialect) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.dialect = dialect;
    for (Family family : Family.values()) {
      room.put(family, ConcurrentHashMap.newKeySet());
    }
  }

  /**
   * Asks the database what it is; TimescaleDB is switched on where the server has it. No table is
   * created before {@link #prepare}.
   */
  public static ReadingStore on(DataSource dataSource, InstantSource clock) {
    try (var connection = dataSource.getConnection()) {
      boolean timescale = TimescaleDetection.isUsable(connection);
      return new ReadingStore(dataSource, clock, timescale ? new Timescale() : new PlainPostgres());
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }

  /** TimescaleDB or PostgreSQL, for the status page. */
  public String dialect() {
    return dialect.name();
  }

  /** Creates or updates the tables of readings; after the migrations, at every start. */
  public void prepare() {
    withConnection(
        connection -> {
          // Roles that start side by side prepare one after the other.
          Sql.query(connection, row -> true, "select pg_advisory_lock(" + PREPARE_LOCK + ")");
          try {
            dialect.prepare(connection, clock.instant(), StoreSettings.read(connection).zone());
          } finally {
            Sql.query(connection, row -> true, "select pg_advisory_unlock(" + PREPARE_LOCK + ")");
          }
          return true;
        });
    forget();
  }

  /** What has to be called about once a minute. */
  public StoreMaintenance maintenance() {
    return new StoreMaintenance(dataSource, dialect);
  }

  /**
   * A series from {@code from} to before {@code to}, answered by the finest step that takes few
   * enough rows, with nothing left out between the last roll-up and now.
   *
   * @param maxPoints 2..10000
   */
  public Chart chart(int seriesId, Instant from, Instant to, int maxPoints) {
    var query = new ChartQuery(seriesId, from, to, maxPoints);
    return withConnection(
        connection -> {
          var settings = StoreSettings.read(connection);
          var reach = Reach.of(connection, settings.retention(), clock.instant());
          return query.run(connection, settings.zone(), reach);
        });
  }

  /**
   * The means of whole hours of these series, from the roll-ups; hours without readings are not.
   */
  public Map<Integer, List<Double>> hourMeans(int[] series, List<Instant> hours) {
    return withConnection(connection -> HourMeans.of(connection, series, hours));
  }

  /** The least mean of a quarter of an hour within a span, of each series that has any. */
  public Map<Integer, Double> leastFlows(int[] series, Instant from, Instant to) {
    return withConnection(connection -> HourMeans.least(connection, series, from, to));
  }

  /** For looking back over many series. */
  public ReadingHistory history() {
    return new ReadingHistory(dataSource, clock);
  }

  /** How much there is. */
  public StoreSize size() {
    return withConnection(dialect::size);
  }

  /**
   * Stores rows as part of the caller's transaction, which commits or rolls back as it likes.
   *
   * @param connection with auto-commit off
   * @return the indexes of the rows that were not there before. A row without device time always is
   *     one of them; {@link ReadingRows#takenAtMicros} then says where it was put
   */
  public BitSet append(Connection connection, ReadingRows rows) {
    try {
      var fresh = new BitSet(rows.size());
      Instant knownUntil = dialect.beginAppend(connection);
      for (Family family : Family.values()) {
        append(connection, family, rows, knownUntil, fresh);
      }
      return fresh;
    } catch (SQLException e) {
      forget();
      // A partition that we remember and that retention has dropped meanwhile: the next try makes
      // it.
      throw NO_PARTITION.equals(e.getSQLState()) ? StoreTrouble.passing(e) : StoreTrouble.of(e);
    }
  }

  private void append(
      Connection connection, Family family, ReadingRows rows, Instant knownUntil, BitSet fresh)
      throws SQLException {
    int[] order = rows.sorted(family == Family.KEPT);
    while (order.length > 0) {
      if (dialect.needsRoom()) {
        makeRoom(family, rows, order);
      }
      insert(connection, new Insertion(family, rows, order), fresh);
      noteLate(connection, family, rows, order, knownUntil, fresh);
      order = movedAside(rows, order, fresh);
    }
  }

  /**
   * Readings that come again come in flocks, after an outage: then it is looked first for a while.
   */
  private void insert(Connection connection, Insertion insertion, BitSet fresh)
      throws SQLException {
    boolean doubtful = inDoubt.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    if (doubtful || !insertion.allNew(connection, fresh)) {
      if (!doubtful) {
        inDoubt.set(APPENDS_IN_DOUBT);
      }
      insertion.whatIsNew(connection, fresh);
    }
  }

  /**
   * Two readings without device time that arrived in the same microsecond are still two readings.
   */
  private static int[] movedAside(ReadingRows rows, int[] order, BitSet fresh) {
    int count = 0;
    int[] again = new int[order.length];
    for (int row : order) {
      if (!fresh.get(row) && !rows.clocked(row)) {
        rows.moveOneMicrosecondLater(row);
        again[count++] = row;
      }
    }
    return Arrays.copyOf(again, count);
  }

  private void noteLate(
      Connection connection,
      Family family,
      ReadingRows rows,
      int[] order,
      Instant knownUntil,
      BitSet fresh)
      throws SQLException {
    long boundary = knownUntil == Instant.MIN ? Long.MIN_VALUE : knownUntil.toEpochMilli() * 1000;
    var late = new LateHours();
    for (int row : order) {
      if (fresh.get(row) && rows.takenAtMicros(row) < boundary) {
        late.add(rows.seriesId(row), rows.takenAtMicros(row));
      }
    }
    if (!late.isEmpty()) {
      dialect.noteLate(connection, family, late);
    }
  }

  /**
   * Partitions and series seen for the first time, committed on their own so that they can be
   * remembered.
   */
  private void makeRoom(Family family, ReadingRows rows, int[] order) {
    var days = new HashSet<LocalDate>();
    var series = new HashSet<Integer>();
    var known = room.getOrDefault(family, Set.of());
    long lastDay = Long.MIN_VALUE;
    int lastSeries = -1;
    for (int row : order) {
      long day = Math.floorDiv(rows.takenAtMicros(row), 86_400_000_000L);
      if (day != lastDay && !known.contains(LocalDate.ofEpochDay(day))) {
        days.add(LocalDate.ofEpochDay(day));
      }
      lastDay = day;
      if (rows.seriesId(row) != lastSeries && !knownSeries.contains(rows.seriesId(row))) {
        series.add(rows.seriesId(row));
      }
      lastSeries = rows.seriesId(row);
    }
    if (!days.isEmpty() || !series.isEmpty()) {
      withConnection(
          connection -> {
            dialect.makeRoom(connection, family, days, series);
            return true;
          });
      known.addAll(days);
      knownSeries.addAll(series);
    }
  }

  /**
   * What was there may be gone: dropped by another process, or with a database restored from a
   * backup.
   */
  private void forget() {
    room.values().forEach(Set::clear);
    knownSeries.clear();
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private <T> T withConnection(Work<T> work) {
    try (var connection = dataSource.getConnection()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw StoreTrouble.of(e);
    }
  }
}
