package org.gridwatch.map.grid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Places.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says of each device in which leaf and at which building it is, whoever registered it and whoever
 * redrew the grids. Only differences are written. Threads: one at a time.
 */
@Component
public class Placement {
  /**
   * A device this close to a building belongs to it: a meter on its wall, a detector at its door.
   */
  private static final double BESIDE_A_BUILDING_M = 15;

  private final DataSource database;
  private final Grids grids;
  private final Buildings buildings;
  private final Places places;
  private final InstantSource clock;
  private long seenRegistry = -1;
  private long seenGrids;
  private long seenBuildings;

  public Placement(DataSource database, Grids grids, Buildings buildings, InstantSource clock) {
    this.database = database;
    this.grids = grids;
    this.buildings = buildings;
    this.places = new Places(database);
    this.clock = clock;
  }

  private record Device(int id, double lon, double lat, boolean located) {}

  /**
   * Places what changed since it looked last: devices alone, or all when the map itself changed.
   */
  public synchronized void refresh() {
    long registry = registryRevision();
    boolean mapChanged =
        grids.revision() != seenGrids || buildings.revision() != seenBuildings || seenRegistry < 0;
    if (!mapChanged && registry == seenRegistry) {
      return;
    }
    long gridsNow = grids.revision();
    long buildingsNow = buildings.revision();
    place(devices(mapChanged ? -1 : seenRegistry));
    seenRegistry = registry;
    seenGrids = gridsNow;
    seenBuildings = buildingsNow;
  }

  /** All devices anew; answers how many are elsewhere now. */
  public synchronized int placeAll() {
    return place(devices(-1));
  }

  /** These devices anew, for whoever has just written them and wants to see them placed at once. */
  public synchronized int place(Collection<Integer> deviceIds) {
    return place(
        JdbcClient.create(database)
            .sql("select id, lon, lat from device where id = any(?)")
            .param(deviceIds.toArray(Integer[]::new))
            .query((row, _) -> device(row))
            .list());
  }

  private int place(List<Device> devices) {
    if (devices.isEmpty()) {
      return 0;
    }
    Map<Integer, Place> now = places.current();
    List<Place> elsewhere = new ArrayList<>();
    for (Device device : devices) {
      Place place = placeOf(device);
      Place was = now.get(device.id());
      boolean nowhereStill = was == null && place.leafGridId() == 0 && place.buildingId() == 0;
      if (!nowhereStill && !place.equals(was)) {
        elsewhere.add(place);
      }
    }
    return elsewhere.isEmpty() ? 0 : places.set(elsewhere, clock.instant());
  }

  private Place placeOf(Device device) {
    if (!device.located()) {
      return Place.unassigned(device.id(), 0);
    }
    return place(device.id(), device.lon(), device.lat());
  }

  /** Where a thing would be that stands there; its device is 0. */
  public Place at(double lon, double lat) {
    return place(0, lon, lat);
  }

  private Place place(int deviceId, double lon, double lat) {
    int building = buildings.at(lon, lat, BESIDE_A_BUILDING_M).map(Building::id).orElse(0);
    return grids
        .leafAt(lon, lat)
        .map(
            leaf ->
                new Place(
                    deviceId,
                    building,
                    leaf.gridId(),
                    leaf.versionId(),
                    grids.codesUpFrom(leaf.gridId())))
        .orElse(Place.unassigned(deviceId, building));
  }

  private long registryRevision() {
    return JdbcClient.create(database)
        .sql("select revision from registry_revision")
        .query(Long.class)
        .single();
  }

  private List<Device> devices(long after) {
    return JdbcClient.create(database)
        .sql("select id, lon, lat from device where revision > ? order by id")
        .param(after)
        .query((row, _) -> device(row))
        .list();
  }

  private static Device device(ResultSet row) throws SQLException {
    int id = row.getInt("id");
    double lon = row.getDouble("lon");
    boolean located = !row.wasNull();
    return new Device(id, lon, row.getDouble("lat"), located);
  }
}
