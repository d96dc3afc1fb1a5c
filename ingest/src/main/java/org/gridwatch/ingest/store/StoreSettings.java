package org.gridwatch.ingest.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * What the table {@code setting} says about the store; read each time, so a change needs no
 * restart.
 */
record StoreSettings(ZoneId zone, Retention retention) {
  static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

  static StoreSettings read(Connection connection) throws SQLException {
    return Sql.query(
            connection,
            row ->
                new StoreSettings(
                    zone(row.getString(1)),
                    new Retention(row.getInt(2), row.getInt(3), row.getInt(4))),
            """
            select coalesce((select value ->> 'timeZone' from setting where name = 'place'), ''),
                   coalesce((r.value ->> 'rawDays')::int, %d),
                   coalesce((r.value ->> 'minuteDays')::int, %d),
                   coalesce((r.value ->> 'compressAfterDays')::int, %d)
            from (values (1)) as one (n) left join setting r on r.name = 'retention'
            """
                .formatted(
                    Retention.DEFAULT.rawDays(),
                    Retention.DEFAULT.minuteDays(),
                    Retention.DEFAULT.compressAfterDays()))
        .getFirst();
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? DEFAULT_ZONE : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalStateException("setting place has an unknown time zone: " + name, e);
    }
  }
}
