package org.gridwatch.map.basemap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.gridwatch.map.grid.Body;
import org.gridwatch.map.grid.Buildings;
import org.gridwatch.map.grid.MapRevision;
import org.gridwatch.map.grid.Wgs84;
import org.locationtech.jts.index.strtree.STRtree;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The background tiles, made when first asked for and kept while there is room. Threads: any may
 * ask; two that ask for the same new tile may both make it, and one copy is kept.
 */
@Component
public class Basemap {
  /** Some 10 kB a tile on average: a town at all zooms fits several times. */
  private static final long MOST_BYTES = 64L << 20;

  private record Tile(int zoom, int x, int y) {}

  private record Picture(long revision, STRtree index) {}

  /** Tiles in the order of their last use, together no bigger than allowed. */
  private static final class Kept {
    private final Map<Tile, Body> tiles = new LinkedHashMap<>(256, 0.75f, true);
    private long bytes;
    private String marker = "";

    synchronized @org.jspecify.annotations.Nullable Body get(Tile tile, String now) {
      if (!marker.equals(now)) {
        tiles.clear();
        bytes = 0;
        marker = now;
      }
      return tiles.get(tile);
    }

    synchronized void put(Tile tile, Body body, String madeAt) {
      if (marker.equals(madeAt) && tiles.putIfAbsent(tile, body) == null) {
        bytes += body.size();
        var oldest = tiles.entrySet().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
          bytes -= oldest.next().getValue().size();
          oldest.remove();
        }
      }
    }
  }

  private final DataSource database;
  private final Buildings buildings;
  private final Kept kept = new Kept();
  private volatile Picture picture = new Picture(0, new STRtree());

  Basemap(DataSource database, Buildings buildings) {
    this.database = database;
    this.buildings = buildings;
  }

  /** Reads the background again if anybody changed it. */
  synchronized void refresh() {
    long revision = MapRevision.of(database, MapRevision.Part.BASEMAP);
    if (revision != picture.revision()) {
      var index = new STRtree();
      load().forEach(f -> index.insert(f.shape().getEnvelopeInternal(), f));
      index.build();
      picture = new Picture(revision, index);
    }
  }

  public Body tile(int zoom, int x, int y) {
    Picture now = picture;
    String marker = now.revision() + "." + buildings.revision();
    var tile = new Tile(zoom, x, y);
    Body known = kept.get(tile, marker);
    if (known != null) {
      return known;
    }
    Body made = make(tile, now, marker);
    kept.put(tile, made, marker);
    return made;
  }

  @SuppressWarnings("unchecked")
  private Body make(Tile tile, Picture now, String marker) {
    var maker = new TileMaker(tile.zoom(), tile.x(), tile.y());
    List<BasemapFeature> features = now.index().query(maker.box());
    byte[] json = maker.features(features).buildings(buildings.within(maker.box())).json();
    return new Body(json, marker + "." + tile.zoom() + "." + tile.x() + "." + tile.y());
  }

  private List<BasemapFeature> load() {
    return JdbcClient.create(database)
        .sql("select layer, class, name, shape from basemap_feature order by id")
        .query(
            (row, _) ->
                new BasemapFeature(
                    "",
                    Layer.of(row.getString("layer")),
                    row.getString("class"),
                    row.getString("name"),
                    Wgs84.read(row.getBytes("shape"))))
        .list();
  }
}
