package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The roll-ups of plain PostgreSQL. Complete minutes, hours and days are made once, from the next
 * finer step; what arrives for a time that is already made was noted by the append, and its hour is
 * made again.
 *
 * <p>Bad readings are left out: they are facts about the device, not about the community.
 */
final class PlainRollups {
  /**
   * Appends hold it shared while they read how far the roll-ups know; the job takes it alone to
   * move on.
   */
  static final long KNOWN_LOCK = 0x6772_6964_0001L;

  /**
   * Readings that are on their way get this long before their minute is made; a backlog of a minute
   * or two is no lateness. Charts read the minutes that are not made yet from the readings.
   */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private static final int CATCH_UP_HOURS = 6;
  private static final int LATE_NOTES_AT_ONCE = 20_000;
  private static final int SERIES_AT_ONCE = 500;

  /** So many times as long as it worked. */
  private static final int REST = 3;

  private final Connection connection;
  private final ZoneId zone;

  PlainRollups(Connection connection, ZoneId zone) {
    this.connection = connection;
    this.zone = zone;
  }

  static void prepare(Connection connection, Instant now, ZoneId zone) throws SQLException {
    for (Family family : Family.values()) {
      for (Step step : List.of(Step.MINUTE, Step.HOUR, Step.DAY)) {
        Sql.update(
            connection,
            """
            create table if not exists %s (
              series_id int not null,
              bucket    timestamptz not null,
              n         bigint not null,
              total     double precision not null,
              low       double precision not null,
              high      double precision not null,
              primary key (series_id, bucket)
            ) %s
            """
                .formatted(
                    family.rollup(step), step == Step.MINUTE ? "partition by range (bucket)" : ""));
      }
    }
    Progress.prepare(connection, now, zone);
    remakeDaysOfAnotherZone(connection, zone);
  }

  /** Days begin elsewhere now: all of them are made again from the hours. */
  private static void remakeDaysOfAnotherZone(Connection connection, ZoneId zone)
      throws SQLException {
    Sql.inTransaction(
        connection,
        () -> {
          if (Progress.moveDaysTo(connection, zone)) {
            Sql.update(connection, "truncate reading_1d, reading_kept_1d");
          }
        });
  }

  void run(Instant now, Instant rawFrom) throws SQLException {
    makeMinutes(now);
    makeCoarser(Step.HOUR);
    makeCoarser(Step.DAY);
    while (remakeLate(rawFrom) == LATE_NOTES_AT_ONCE) {
      // until the last ones
    }
  }

  private void makeMinutes(Instant now) throws SQLException {
    Instant until = Progress.start(Step.MINUTE, now.minus(GRACE), zone);
    Sql.inTransaction(connection, () -> moveKnown(until));
    for (Instant from = fresh(Step.MINUTE); from.isBefore(until); ) {
      Instant begin = from;
      Instant end = earlier(until, from.plus(CATCH_UP_HOURS, ChronoUnit.HOURS));
      makeRoom(new HashSet<>(List.of(month(begin), month(end))));
      someSeriesAtATime(series -> makeMinutes(series, begin, end));
      Progress.setFresh(connection, Step.MINUTE, end);
      from = end;
    }
  }

  private void makeMinutes(int[] series, Instant from, Instant until) throws SQLException {
    for (Family family : Family.values()) {
      makeMinutes(family, series, from, until);
    }
  }

  /** Waits for the appends that do not know yet that these minutes are being made. */
  private void moveKnown(Instant until) throws SQLException {
    Sql.query(connection, row -> true, "select pg_advisory_xact_lock(" + KNOWN_LOCK + ")");
    Sql.update(
        connection,
        "update reading_rollup set known_until = greatest(known_until, ?) where step = '1m'",
        until);
  }

  private void makeMinutes(Family family, int[] series, Instant from, Instant until)
      throws SQLException {
    Sql.update(
        connection,
        """
        insert into %s (series_id, bucket, n, total, low, high)
        select s.series_id, m.* from unnest(?) as s (series_id) cross join lateral (
          select date_trunc('minute', taken_at), count(*), sum(value), min(value), max(value)
          from %s r
          where r.series_id = s.series_id and taken_at >= ? and taken_at < ? and quality %% 10 < 2
          group by 1) as m
        on conflict (series_id, bucket) do update
          set n = excluded.n, total = excluded.total, low = excluded.low, high = excluded.high
        """
            .formatted(family.rollup(Step.MINUTE), family.table()),
        series,
        from,
        until);
  }

  /** Hours from minutes, days from hours: of every series, up to the last complete one. */
  private void makeCoarser(Step step) throws SQLException {
    Instant until = Progress.start(step, fresh(finer(step)), zone);
    Instant from = fresh(step);
    if (from.isBefore(until)) {
      someSeriesAtATime(series -> makeCoarser(step, series, from, until));
      Progress.setFresh(connection, step, until);
    }
  }

  private void makeCoarser(Step step, int[] series, Instant from, Instant until)
      throws SQLException {
    for (Family family : Family.values()) {
      makeCoarser(family, step, series, from, until);
    }
  }

  private interface Piece {
    void make(int[] series) throws SQLException;
  }

  /**
   * Piece by piece, with a rest after each: what arrives meanwhile finds a processor. A piece made
   * twice is the same piece, so that it needs no transaction around all.
   */
  private void someSeriesAtATime(Piece piece) throws SQLException {
    int[] all =
        Sql.query(
                connection, row -> row.getInt(1), "select series_id from reading_series order by 1")
            .stream()
            .mapToInt(Integer::intValue)
            .toArray();
    for (int from = 0; from < all.length; from += SERIES_AT_ONCE) {
      long begun = System.nanoTime();
      piece.make(Arrays.copyOfRange(all, from, Math.min(all.length, from + SERIES_AT_ONCE)));
      LockSupport.parkNanos(REST * (System.nanoTime() - begun));
    }
  }

  private static Step finer(Step step) {
    return step == Step.DAY ? Step.HOUR : Step.MINUTE;
  }

  private String bucketSql(Step step) {
    return step == Step.DAY
        ? "date_trunc('day', bucket, '" + zone.getId() + "')"
        : "date_trunc('hour', bucket, 'UTC')";
  }

  private record Hour(Instant begin, boolean kept) {}

  /** Makes some noted hours again, and the day around each; how many notes were done. */
  private int remakeLate(Instant rawFrom) throws SQLException {
    var done = new int[1];
    makeRoom(lateMonths());
    Sql.inTransaction(
        connection,
        () -> {
          // What a running append is noting just now is not seen yet, and left for the next time.
          var late =
              new TreeMap<Hour, Set<Integer>>(
                  Comparator.comparing(Hour::begin).thenComparing(Hour::kept));
          done[0] =
              Sql.query(
                      connection,
                      row ->
                          late.computeIfAbsent(
                                  new Hour(Sql.instant(row, 2), row.getBoolean(3)),
                                  hour -> new HashSet<>())
                              .add(row.getInt(1)),
                      """
                      delete from reading_late
                      where ctid = any (array(select ctid from reading_late limit %d))
                      returning series_id, hour, kept
                      """
                          .formatted(LATE_NOTES_AT_ONCE))
                  .size();
          for (var hour : late.entrySet()) {
            // Half of a dropped day would overwrite the roll-up of the whole.
            if (hour.getKey().kept() || !hour.getKey().begin().isBefore(rawFrom)) {
              remake(hour.getKey(), hour.getValue().stream().mapToInt(Integer::intValue).toArray());
            }
          }
        });
    return done[0];
  }

  private void remake(Hour late, int[] series) throws SQLException {
    var family = late.kept() ? Family.KEPT : Family.PASSING;
    Instant begin = late.begin();
    Instant end = begin.plus(1, ChronoUnit.HOURS);
    makeMinutes(family, series, begin, end);
    if (begin.isBefore(fresh(Step.HOUR))) {
      makeCoarser(family, Step.HOUR, series, begin, end);
    }
    Instant dayStart = Progress.start(Step.DAY, begin, zone);
    if (dayStart.isBefore(fresh(Step.DAY))) {
      makeCoarser(family, Step.DAY, series, dayStart, Progress.nextDay(dayStart, zone));
    }
  }

  private void makeCoarser(Family family, Step step, int[] series, Instant from, Instant until)
      throws SQLException {
    Sql.update(
        connection,
        """
        insert into %s (series_id, bucket, n, total, low, high)
        select series_id, %s, sum(n), sum(total), min(low), max(high)
        from %s where series_id = any(?) and bucket >= ? and bucket < ? group by 1, 2
        on conflict (series_id, bucket) do update
          set n = excluded.n, total = excluded.total, low = excluded.low, high = excluded.high
        """
            .formatted(family.rollup(step), bucketSql(step), family.rollup(finer(step))),
        series,
        from,
        until);
  }

  private Set<LocalDate> lateMonths() throws SQLException {
    return new HashSet<>(
        Sql.query(
            connection,
            row -> month(Sql.instant(row, 1)),
            "select distinct date_trunc('month', hour, 'UTC') from reading_late"));
  }

  private void makeRoom(Set<LocalDate> months) throws SQLException {
    for (LocalDate month : months) {
      for (Family family : Family.values()) {
        PlainPartitions.attach(
            connection, family.rollup(Step.MINUTE), "bucket", month, month.plusMonths(1));
      }
    }
  }

  private Instant fresh(Step step) throws SQLException {
    return Progress.fresh(connection, step);
  }

  private static LocalDate month(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
