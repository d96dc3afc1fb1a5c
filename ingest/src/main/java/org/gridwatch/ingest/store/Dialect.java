package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/** What plain PostgreSQL and TimescaleDB do differently. */
interface Dialect {
  /** The columns of a table of readings, the same in both. */
  String READINGS =
      """
       (
        series_id int not null,
        quality   smallint not null,
        delay_s   smallint not null,
        taken_at  timestamptz not null,
        value     double precision not null,
        primary key (series_id, taken_at)
      )""";

  /** For the status page. */
  String name();

  /** Creates what is missing; called again at every start. Auto-commit is on. */
  void prepare(Connection connection, Instant now, ZoneId zone) throws SQLException;

  /** Whether readings find no place before room was made for their day. */
  boolean needsRoom();

  /**
   * Makes room for readings of these UTC days, and notes the series; on a connection of its own.
   */
  void makeRoom(Connection connection, Family family, Set<LocalDate> days, Set<Integer> series)
      throws SQLException;

  /**
   * The first word of an appending transaction. Tells where roll-ups begin to know what they have:
   * rows before must be noted when they are new. Holds still until the transaction ends.
   */
  Instant beginAppend(Connection connection) throws SQLException;

  /** Notes hours of series that have to be rolled up again; part of the caller's transaction. */
  void noteLate(Connection connection, Family family, LateHours hours) throws SQLException;

  /**
   * Brings the roll-ups up to date, late readings included. Auto-commit is on.
   *
   * @param rawFrom older readings were dropped, so what was made of them is left as it is
   */
  void rollUp(Connection connection, Instant now, ZoneId zone, Instant rawFrom) throws SQLException;

  /**
   * Drops what is older than it has to be, whole tables at a time, and compresses. Auto-commit is
   * on.
   */
  void retain(Connection connection, Instant now, Reach reach, Retention retention)
      throws SQLException;

  StoreSize size(Connection connection) throws SQLException;
}
