package org.gridwatch.map.grid;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.distance.DistanceOp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All buildings, in memory. Threads: any may ask; {@link #refresh} swaps the picture at once. */
@Component
public class Buildings {
  private record Picture(long revision, List<Building> all, STRtree index) {}

  private final DataSource database;
  private volatile Picture picture = new Picture(0, List.of(), new STRtree());

  public Buildings(DataSource database) {
    this.database = database;
  }

  /** Reads the buildings again if anybody changed them; answers whether so. */
  public synchronized boolean refresh() {
    long revision = MapRevision.of(database, MapRevision.Part.BUILDINGS);
    if (revision == picture.revision()) {
      return false;
    }
    var all = load();
    var index = new STRtree();
    all.forEach(building -> index.insert(building.outline().getEnvelopeInternal(), building));
    index.build();
    picture = new Picture(revision, all, index);
    return true;
  }

  public long revision() {
    return picture.revision();
  }

  public List<Building> all() {
    return picture.all();
  }

  @SuppressWarnings("unchecked")
  public List<Building> within(Envelope box) {
    return picture.index().query(box);
  }

  /**
   * A building as seen from a place.
   *
   * @param metres to its wall; 0: the place lies in it
   */
  record Near(Building building, double metres) {}

  /** The building a place lies in, or else the nearest one that is not farther than that. */
  Optional<Building> at(double lon, double lat, double reachMetres) {
    return near(lon, lat, reachMetres).stream().findFirst().map(Near::building);
  }

  /** Those that are not farther than that, the nearest first. */
  List<Near> near(double lon, double lat, double reachMetres) {
    double reach = Wgs84.degrees(reachMetres, lat);
    var box = new Envelope(new Coordinate(lon, lat));
    box.expandBy(reach);
    var place = Wgs84.FACTORY.createPoint(new Coordinate(lon, lat));
    return within(box).stream()
        .map(building -> new Near(building, metres(building.outline(), place)))
        .filter(near -> near.metres() <= reachMetres)
        .sorted(
            Comparator.comparingDouble(Near::metres).thenComparing(near -> near.building().id()))
        .toList();
  }

  private static double metres(Geometry outline, Point place) {
    var nearest = DistanceOp.nearestPoints(outline, place)[0];
    return Wgs84.metresBetween(nearest.x, nearest.y, place.getX(), place.getY());
  }

  private List<Building> load() {
    return JdbcClient.create(database)
        .sql(
            """
            select id, address, name, households, residents, centre_lon, centre_lat, outline
            from building order by id
            """)
        .query(
            (row, _) ->
                new Building(
                    row.getInt("id"),
                    row.getString("address"),
                    row.getString("name"),
                    row.getInt("households"),
                    row.getInt("residents"),
                    row.getDouble("centre_lon"),
                    row.getDouble("centre_lat"),
                    Wgs84.read(row.getBytes("outline"))))
        .list();
  }
}
