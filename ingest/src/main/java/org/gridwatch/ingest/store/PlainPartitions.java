package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;

/** Partitions of time, named after their first day. */
final class PlainPartitions {
  private PlainPartitions() {}

  /** Attached, not created in place: that would stop everybody who reads or writes. */
  static void attach(
      Connection connection, String table, String column, LocalDate from, LocalDate until)
      throws SQLException {
    Sql.update(
        connection,
        """
        do $$
        begin
          perform pg_advisory_xact_lock(hashtext('%1$s'));
          if to_regclass('%1$s') is null then
            create table %1$s (like %2$s including defaults including constraints including indexes);
            alter table %1$s add constraint in_range check (%3$s >= '%4$s' and %3$s < '%5$s');
            alter table %2$s attach partition %1$s for values from ('%4$s') to ('%5$s');
            alter table %1$s drop constraint in_range;
          end if;
        end $$
        """
            .formatted(nameOf(table, from), table, column, midnight(from), midnight(until)));
  }

  /** Drops the partitions that end before the limit; a moment's wait at most, else next time. */
  static void drop(Connection connection, String table, Instant limit, int monthsLong)
      throws SQLException {
    var names =
        Sql.query(
            connection,
            row -> row.getString(1),
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = ?::regclass order by 1
            """,
            table);
    for (String name : names) {
      var from = LocalDate.parse(name.substring(name.length() - 8), DAY);
      var until = monthsLong == 0 ? from.plusDays(1) : from.plusMonths(monthsLong);
      if (!until.atStartOfDay().toInstant(java.time.ZoneOffset.UTC).isAfter(limit)) {
        Sql.inTransaction(
            connection,
            () -> {
              Sql.update(connection, "set local lock_timeout = '1s'");
              Sql.update(connection, "drop table " + name);
            });
      }
    }
  }

  private static final java.time.format.DateTimeFormatter DAY =
      java.time.format.DateTimeFormatter.BASIC_ISO_DATE;

  private static String nameOf(String table, LocalDate from) {
    return table + "_" + from.format(DAY);
  }

  private static String midnight(LocalDate day) {
    return day + "T00:00:00Z";
  }
}
