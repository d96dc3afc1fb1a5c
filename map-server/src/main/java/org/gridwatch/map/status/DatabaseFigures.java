package org.gridwatch.map.status;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What only the database knows. */
@Component
class DatabaseFigures {
  /**
   * The database as it is.
   *
   * @param readings an estimate, from the planner's statistics
   */
  record Database(long sizeBytes, String dialect, String version, long readings) {}

  record Devices(
      int total, int retired, int normal, int warning, int alarm, int silent, int unassigned) {}

  private static final String READINGS =
      """
      select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint from pg_class c
      where c.oid = to_regclass('reading')
         or c.oid in (select inhrelid from pg_inherits where inhparent = to_regclass('reading'))
      """;

  private final JdbcClient db;

  DatabaseFigures(JdbcClient db) {
    this.db = db;
  }

  Database database() {
    boolean timescale =
        db.sql("select exists (select 1 from pg_extension where extname = 'timescaledb')")
            .query(Boolean.class)
            .single();
    return new Database(
        number("select pg_database_size(current_database())"),
        timescale ? "timescaledb" : "postgresql",
        db.sql("show server_version").query(String.class).single(),
        number(timescale ? "select approximate_row_count('reading')" : READINGS));
  }

  Devices devices() {
    return db.sql(
            """
            select count(*) filter (where d.retired_at is null) as total,
                   count(d.retired_at) as retired,
                   count(*) filter (where coalesce(s.state, 'normal') = 'normal'
                                    and d.retired_at is null) as normal,
                   count(*) filter (where s.state = 'warning' and d.retired_at is null) as warning,
                   count(*) filter (where s.state = 'alarm' and d.retired_at is null) as alarm,
                   count(*) filter (where s.state = 'silent' and d.retired_at is null) as silent,
                   count(*) filter (where p.leaf_grid_id is null
                                    and d.retired_at is null) as unassigned
            from device d
            left join device_state s on s.device_id = d.id
            left join device_place p on p.device_id = d.id and p.valid_to is null
            """)
        .query(
            (row, n) ->
                new Devices(
                    row.getInt("total"),
                    row.getInt("retired"),
                    row.getInt("normal"),
                    row.getInt("warning"),
                    row.getInt("alarm"),
                    row.getInt("silent"),
                    row.getInt("unassigned")))
        .single();
  }

  long newcomers() {
    return number("select count(*) from newcomer");
  }

  /** Counted by the days of the installation's clock, which the ingest writes. */
  long rejectsToday(java.time.LocalDate today) {
    return db.sql("select coalesce(sum(count), 0)::bigint from reject_count where day = ?")
        .param(today)
        .query(Long.class)
        .single();
  }

  private long number(String sql) {
    return db.sql(sql).query(Long.class).single();
  }
}
