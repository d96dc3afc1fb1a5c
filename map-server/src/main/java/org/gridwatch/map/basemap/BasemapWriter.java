package org.gridwatch.map.basemap;

import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.gridwatch.map.grid.MapRevision;
import org.gridwatch.map.grid.Wgs84;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes background features in bulk; one that its source named before is updated. */
@Component
public class BasemapWriter {
  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public BasemapWriter(DataSource database) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /**
   * All of them or none.
   *
   * @param source demo, osm or import
   */
  public void add(List<BasemapFeature> features, String source) {
    if (features.isEmpty()) {
      return;
    }
    transaction.executeWithoutResult(
        _ -> {
          insert(features, source);
          MapRevision.raise(database, MapRevision.Part.BASEMAP);
        });
  }

  private void insert(List<BasemapFeature> features, String source) {
    jdbc.execute(
        (ConnectionCallback<Integer>)
            connection -> {
              try (var insert =
                  connection.prepareStatement(
                      """
                      insert into basemap_feature (foreign_id, layer, class, name, shape, source)
                      select nullif(f, ''), l, c, n, s, ?
                      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                        as t (f, l, c, n, s)
                      on conflict (source, foreign_id, layer) where foreign_id is not null
                      do update set class = excluded.class, name = excluded.name,
                        shape = excluded.shape
                      """)) {
                insert.setString(1, source);
                insert.setObject(2, texts(features, BasemapFeature::foreignId));
                insert.setObject(3, texts(features, feature -> feature.layer().word()));
                insert.setObject(4, texts(features, BasemapFeature::kind));
                insert.setObject(5, texts(features, BasemapFeature::name));
                insert.setObject(
                    6,
                    features.stream()
                        .map(feature -> Wgs84.write(Wgs84.snap(feature.shape())))
                        .toArray(byte[][]::new));
                return insert.executeUpdate();
              }
            });
  }

  private static String[] texts(
      List<BasemapFeature> features, Function<BasemapFeature, String> column) {
    return features.stream().map(column).toArray(String[]::new);
  }
}
