package org.gridwatch.map.grid;

import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes buildings in bulk; one that its source named before is updated. */
@Component
public class BuildingWriter {
  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public BuildingWriter(DataSource database) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /**
   * All of them or none.
   *
   * @param source demo, osm or import
   */
  public void add(List<BuildingDraft> drafts, String source) {
    if (drafts.isEmpty()) {
      return;
    }
    transaction.executeWithoutResult(
        _ -> {
          insert(drafts, source);
          MapRevision.raise(database, MapRevision.Part.BUILDINGS);
        });
  }

  private void insert(List<BuildingDraft> drafts, String source) {
    var outlines = drafts.stream().map(draft -> Wgs84.snap(draft.outline())).toList();
    var centres = outlines.stream().map(Geometry::getInteriorPoint).toList();
    jdbc.execute(
        (ConnectionCallback<Integer>)
            connection -> {
              try (var insert =
                  connection.prepareStatement(
                      """
                      insert into building (foreign_id, address, name, households, residents,
                        floors, outline, centre_lon, centre_lat, source)
                      select nullif(f, ''), a, n, h, r, s, o, x, y, ?
                      from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[],
                        ?::bytea[], ?::float8[], ?::float8[]) as t (f, a, n, h, r, s, o, x, y)
                      on conflict (source, foreign_id) where foreign_id is not null do update set
                        address = excluded.address, name = excluded.name,
                        households = excluded.households, residents = excluded.residents,
                        floors = excluded.floors, outline = excluded.outline,
                        centre_lon = excluded.centre_lon, centre_lat = excluded.centre_lat
                      """)) {
                insert.setString(1, source);
                insert.setObject(2, texts(drafts, BuildingDraft::foreignId));
                insert.setObject(3, texts(drafts, BuildingDraft::address));
                insert.setObject(4, texts(drafts, BuildingDraft::name));
                insert.setObject(5, drafts.stream().mapToInt(BuildingDraft::households).toArray());
                insert.setObject(6, drafts.stream().mapToInt(BuildingDraft::residents).toArray());
                insert.setObject(7, drafts.stream().mapToInt(BuildingDraft::floors).toArray());
                insert.setObject(8, outlines.stream().map(Wgs84::write).toArray(byte[][]::new));
                insert.setObject(9, centres.stream().mapToDouble(Point::getX).toArray());
                insert.setObject(10, centres.stream().mapToDouble(Point::getY).toArray());
                return insert.executeUpdate();
              }
            });
  }

  private static String[] texts(
      List<BuildingDraft> drafts, Function<BuildingDraft, String> column) {
    return drafts.stream().map(column).toArray(String[]::new);
  }

  /** Forgets what a source brought, when nothing stands on it any more. */
  public void removeAll(String source) {
    transaction.executeWithoutResult(
        _ -> {
          jdbc.update("delete from building where source = ?", source);
          MapRevision.raise(database, MapRevision.Part.BUILDINGS);
        });
  }
}
