package org.gridwatch.ingest.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gridwatch.ingest.alert.Alert.Place;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the subjects of alerts are now: a device where it stands; a building or a grid in the
 * middle of the devices that stand in it.
 *
 * @param kind of the device; empty: it is none
 */
record Whereabouts(int deviceId, String kind, String device, String label, Place place) {
  private static final Whereabouts NOWHERE = new Whereabouts(0, "", "", "", Place.UNKNOWN);

  private static final String DEVICES =
      """
      select d.id, d.kind, d.name, d.label, d.lon, d.lat, d.address, p.building_id,
             p.leaf_grid_id, p.boundary_version_id, coalesce(p.grid_codes, '{}') as grid_codes
        from device d left join device_place p on p.device_id = d.id and p.valid_to is null
      """;

  static Map<Integer, Whereabouts> ofDevices(JdbcClient db, Collection<Integer> ids) {
    var found = new HashMap<Integer, Whereabouts>();
    if (!ids.isEmpty()) {
      db.sql(DEVICES + " where d.id = any(?)")
          .param(ids.toArray(Integer[]::new))
          .query(Whereabouts::read)
          .list()
          .forEach(one -> found.put(one.deviceId(), one));
    }
    return found;
  }

  /** {@code building:7} or {@code grid:420302001001}. */
  static Whereabouts of(JdbcClient db, String subject) {
    String ref = subject.substring(subject.indexOf(':') + 1);
    if (subject.startsWith("building:")) {
      return middle(db, "p.building_id = ?", Integer.parseInt(ref));
    }
    if (!subject.startsWith("grid:")) {
      return NOWHERE;
    }
    Place inside = middle(db, "? = any(p.grid_codes)", ref).place();
    boolean leaf = !inside.gridCodes().isEmpty() && inside.gridCodes().getFirst().equals(ref);
    return nameless(leaf ? inside : above(inside, ref));
  }

  /** Of a grid that has others in it: the leaf of one device says nothing. */
  private static Place above(Place inside, String code) {
    int at = Math.max(0, inside.gridCodes().indexOf(code));
    var codes = inside.gridCodes().isEmpty() ? List.of(code) : inside.gridCodes();
    return new Place(
        0, 0, 0, codes.subList(at, codes.size()), inside.lon(), inside.lat(), inside.address());
  }

  private static Whereabouts middle(JdbcClient db, String condition, Object value) {
    var inside =
        db.sql(DEVICES + " where d.retired_at is null and " + condition + " order by d.id")
            .param(value)
            .query(Whereabouts::read)
            .list();
    if (inside.isEmpty()) {
      return NOWHERE;
    }
    Place first = inside.getFirst().place();
    var lons = new ArrayList<Double>();
    var lats = new ArrayList<Double>();
    for (Whereabouts one : inside) {
      if (one.place().lon() instanceof Double lon && one.place().lat() instanceof Double lat) {
        lons.add(lon);
        lats.add(lat);
      }
    }
    return nameless(
        new Place(
            first.buildingId(),
            first.leafGridId(),
            first.boundaryVersionId(),
            first.gridCodes(),
            lons.isEmpty() ? null : mean(lons),
            lats.isEmpty() ? null : mean(lats),
            first.address()));
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static Whereabouts nameless(Place place) {
    return new Whereabouts(0, "", "", "", place);
  }

  static Whereabouts nowhere() {
    return NOWHERE;
  }

  private static Whereabouts read(ResultSet row, int number) throws SQLException {
    return new Whereabouts(
        row.getInt("id"),
        Objects.requireNonNull(row.getString("kind")),
        row.getString("name"),
        row.getString("label"),
        AlertRows.place(row));
  }
}
