package org.gridwatch.map.grid;

import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The change markers of what the map shows; cheap to ask for every second. */
public final class MapRevision {
  /** What may change independently. */
  public enum Part {
    GRIDS,
    BUILDINGS,
    BASEMAP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private MapRevision() {}

  /** Call it in the transaction that changes the part: others see both at once. */
  public static void raise(DataSource database, Part part) {
    JdbcClient.create(database)
        .sql("update map_revision set revision = revision + 1 where part = ?")
        .param(part.word())
        .update();
  }

  public static long of(DataSource database, Part part) {
    return JdbcClient.create(database)
        .sql("select revision from map_revision where part = ?")
        .param(part.word())
        .query(Long.class)
        .single();
  }

  /** Changes with the registry and with every device that is placed. */
  static String devices(DataSource database) {
    return JdbcClient.create(database)
        .sql(
            """
            select revision || '.' || (
              select count(*) || '.' || coalesce(extract(epoch from max(valid_from)), 0)
              from device_place where valid_to is null)
            from registry_revision
            """)
        .query(String.class)
        .single();
  }
}
