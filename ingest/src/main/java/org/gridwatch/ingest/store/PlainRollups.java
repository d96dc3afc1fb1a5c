package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /** Readings that are on their way get this long before their minute is made. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final int CATCH_UP_HOURS = 6;
  private static final int LATE_HOURS_AT_ONCE = 500;

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
    while (remakeLate(rawFrom) == LATE_HOURS_AT_ONCE) {
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
      Sql.inTransaction(
          connection,
          () -> {
            for (Family family : Family.values()) {
              Sql.update(connection, minutesSql(family, "reading_series"), begin, end);
            }
            Progress.setFresh(connection, Step.MINUTE, end);
          });
      from = end;
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

  private static String minutesSql(Family family, String series) {
    return """
    insert into %s (series_id, bucket, n, total, low, high)
    select s.series_id, m.* from %s s cross join lateral (
      select date_trunc('minute', taken_at), count(*), sum(value), min(value), max(value)
      from %s r
      where r.series_id = s.series_id and taken_at >= ? and taken_at < ? and quality %% 10 < 2
      group by 1) as m
    on conflict (series_id, bucket) do update
      set n = excluded.n, total = excluded.total, low = excluded.low, high = excluded.high
    """
        .formatted(family.rollup(Step.MINUTE), series, family.table());
  }

  /** Hours from minutes, days from hours: of every series, up to the last complete one. */
  private void makeCoarser(Step step) throws SQLException {
    Instant until = Progress.start(step, fresh(finer(step)), zone);
    Instant from = fresh(step);
    if (!from.isBefore(until)) {
      return;
    }
    Sql.inTransaction(
        connection,
        () -> {
          for (Family family : Family.values()) {
            Sql.update(
                connection,
                """
                insert into %s (series_id, bucket, n, total, low, high)
                select series_id, %s, sum(n), sum(total), min(low), max(high)
                from %s where bucket >= ? and bucket < ? group by 1, 2
                on conflict (series_id, bucket) do update
                  set n = excluded.n, total = excluded.total, low = excluded.low, high = excluded.high
                """
                    .formatted(family.rollup(step), bucketSql(step), family.rollup(finer(step))),
                from,
                until);
          }
          Progress.setFresh(connection, step, until);
        });
  }

  private static Step finer(Step step) {
    return step == Step.DAY ? Step.HOUR : Step.MINUTE;
  }

  private String bucketSql(Step step) {
    return step == Step.DAY
        ? "date_trunc('day', bucket, '" + zone.getId() + "')"
        : "date_trunc('hour', bucket, 'UTC')";
  }

  private record Late(int seriesId, Instant hour, boolean kept) {}

  /** Makes some noted hours again, and the day around each; how many. */
  private int remakeLate(Instant rawFrom) throws SQLException {
    var done = new int[1];
    makeRoom(lateMonths());
    Sql.inTransaction(
        connection,
        () -> {
          // Hours that a running append is noting just now are locked by it, and left for the next
          // time.
          var late =
              Sql.query(
                  connection,
                  row -> new Late(row.getInt(1), Sql.instant(row, 2), row.getBoolean(3)),
                  """
                  delete from reading_late where (series_id, hour, kept) in (
                    select series_id, hour, kept from reading_late limit %d for update skip locked)
                  returning series_id, hour, kept
                  """
                      .formatted(LATE_HOURS_AT_ONCE));
          for (Late hour : late) {
            // Half of a dropped day would overwrite the roll-up of the whole.
            if (hour.kept() || !hour.hour().isBefore(rawFrom)) {
              remake(hour);
            }
          }
          done[0] = late.size();
        });
    return done[0];
  }

  private void remake(Late late) throws SQLException {
    var family = late.kept() ? Family.KEPT : Family.PASSING;
    Instant hourEnd = late.hour().plus(1, ChronoUnit.HOURS);
    Sql.update(
        connection,
        minutesSql(family, "(values (" + late.seriesId() + ")) as one (series_id)")
            .replace("as one (series_id) s", "as s (series_id)"),
        late.hour(),
        hourEnd);
    if (late.hour().isBefore(fresh(Step.HOUR))) {
      remakeCoarser(family, Step.HOUR, late.seriesId(), late.hour(), hourEnd);
    }
    Instant dayStart = Progress.start(Step.DAY, late.hour(), zone);
    if (dayStart.isBefore(fresh(Step.DAY))) {
      remakeCoarser(family, Step.DAY, late.seriesId(), dayStart, Progress.nextDay(dayStart, zone));
    }
  }

  private void remakeCoarser(Family family, Step step, int series, Instant from, Instant until)
      throws SQLException {
    Sql.update(
        connection,
        """
        insert into %s (series_id, bucket, n, total, low, high)
        select series_id, %s, sum(n), sum(total), min(low), max(high)
        from %s where series_id = ? and bucket >= ? and bucket < ? group by 1, 2
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
