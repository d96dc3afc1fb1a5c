package org.gridwatch.ingest.device;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where devices are, from when to when. Whoever knows geometry writes it here; the past is closed,
 * never rewritten.
 */
public final class Places {
  private final JdbcTemplate batches;
  private final JdbcClient db;
  private final TransactionTemplate transaction;

  public Places(DataSource dataSource) {
    this.batches = new JdbcTemplate(dataSource);
    this.db = JdbcClient.create(batches);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /**
   * Where one device is.
   *
   * @param buildingId 0: in none
   * @param leafGridId 0: unassigned
   * @param boundaryVersionId of the leaf; 0: none
   * @param gridCodes of the leaf and of all grids above it, the leaf's first
   */
  public record Place(
      int deviceId, int buildingId, int leafGridId, int boundaryVersionId, List<String> gridCodes) {
    public Place {
      gridCodes = List.copyOf(gridCodes);
    }

    /** In a building at most, and in no grid. */
    public static Place unassigned(int deviceId, int buildingId) {
      return new Place(deviceId, buildingId, 0, 0, List.of());
    }
  }

  /** Where every device is now, by its id; a device without a row is unassigned. */
  public Map<Integer, Place> current() {
    var places = new HashMap<Integer, Place>();
    db.sql("select * from device_place where valid_to is null")
        .query(Places::read)
        .list()
        .forEach(place -> places.put(place.deviceId(), place));
    return places;
  }

  /** The same of these devices only. */
  public Map<Integer, Place> current(Collection<Integer> deviceIds) {
    var places = new HashMap<Integer, Place>();
    db.sql("select * from device_place where valid_to is null and device_id = any(?)")
        .param(deviceIds.toArray(Integer[]::new))
        .query(Places::read)
        .list()
        .forEach(place -> places.put(place.deviceId(), place));
    return places;
  }

  /**
   * From {@code from} on these devices are there. A place that is already the current one stays as
   * it is; another closes it. Returns how many changed.
   */
  public int set(Collection<Place> places, Instant from) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              long revision = Revision.next(db); // serialises: nobody moves a device in between
              Map<Integer, Place> now = current();
              var changed = new ArrayList<Place>();
              for (Place place : byDevice(places).values()) {
                if (!place.equals(now.get(place.deviceId()))) {
                  changed.add(place);
                }
              }
              write(changed, from, revision);
              return changed.size();
            }));
  }

  private static Map<Integer, Place> byDevice(Collection<Place> places) {
    var last = new HashMap<Integer, Place>();
    places.forEach(place -> last.put(place.deviceId(), place));
    return last;
  }

  private void write(List<Place> changed, Instant from, long revision) {
    var at = from.atOffset(ZoneOffset.UTC);
    Integer[] ids = changed.stream().map(Place::deviceId).toArray(Integer[]::new);
    // a place that would have lasted no time at all leaves nothing to look back at
    db.sql(
            "delete from device_place where device_id = any(?) and valid_to is null and valid_from >= ?")
        .param(ids)
        .param(at)
        .update();
    db.sql("update device_place set valid_to = ? where device_id = any(?) and valid_to is null")
        .param(at)
        .param(ids)
        .update();
    batches.batchUpdate(
        """
        insert into device_place (device_id, valid_from, building_id, leaf_grid_id,
                                  boundary_version_id, grid_codes)
        values (?, ?, ?, ?, ?, ?)
        """,
        changed,
        Math.max(1, changed.size()),
        (statement, place) -> {
          statement.setInt(1, place.deviceId());
          statement.setObject(2, at);
          setId(statement, 3, place.buildingId());
          setId(statement, 4, place.leafGridId());
          setId(statement, 5, place.boundaryVersionId());
          statement.setArray(
              6, statement.getConnection().createArrayOf("text", place.gridCodes().toArray()));
        });
    db.sql("update device set revision = ? where id = any(?)").param(revision).param(ids).update();
  }

  private static void setId(PreparedStatement statement, int index, int id) throws SQLException {
    if (id == 0) {
      statement.setNull(index, Types.INTEGER);
    } else {
      statement.setInt(index, id);
    }
  }

  private static Place read(ResultSet row, int number) throws SQLException {
    return new Place(
        row.getInt("device_id"),
        row.getInt("building_id"),
        row.getInt("leaf_grid_id"),
        row.getInt("boundary_version_id"),
        List.of((String[]) row.getArray("grid_codes").getArray()));
  }
}
