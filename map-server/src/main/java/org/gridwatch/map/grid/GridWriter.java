package org.gridwatch.map.grid;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.gridwatch.map.account.Conflict;
import org.locationtech.jts.geom.Geometry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes grids that are known to be sound: the caller has checked that leaves tile their parents.
 * All of a call or nothing of it is written.
 */
@Component
public class GridWriter {
  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public GridWriter(DataSource database) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /**
   * New grids, parents among them or already there.
   *
   * @param validFrom since when their boundaries are in force
   */
  public void add(List<GridDraft> drafts, Instant validFrom, String reason) {
    transaction.executeWithoutResult(_ -> addNow(drafts, validFrom, reason));
  }

  private void addNow(List<GridDraft> drafts, Instant validFrom, String reason) {
    var ids = new HashMap<String, Integer>();
    jdbc.query(
        "select id, code from grid where ended_at is null",
        row -> {
          ids.put(row.getString("code"), row.getInt("id"));
        });
    drafts.stream()
        .sorted(Comparator.comparingInt(GridDraft::level).thenComparing(GridDraft::code))
        .forEach(draft -> ids.put(draft.code(), insertGrid(draft, ids)));
    insertBoundaries(leavesOf(drafts), ids, validFrom, reason);
    var people = new People(jdbc);
    drafts.forEach(draft -> people.appoint(idOf(draft.code(), ids), draft, validFrom));
    people.write();
    MapRevision.raise(database, MapRevision.Part.GRIDS);
  }

  private static int idOf(String code, Map<String, Integer> ids) {
    Integer id = ids.get(code);
    if (id == null) {
      throw new IllegalArgumentException("there is no grid " + code);
    }
    return id;
  }

  private int insertGrid(GridDraft draft, Map<String, Integer> ids) {
    return JdbcClient.create(jdbc)
        .sql("insert into grid (code, level, parent_id, name) values (?, ?, ?, ?) returning id")
        .param(draft.code())
        .param(draft.level())
        .param(draft.parentCode().isEmpty() ? null : idOf(draft.parentCode(), ids))
        .param(draft.name())
        .query(Integer.class)
        .single();
  }

  static List<GridDraft> leavesOf(List<GridDraft> drafts) {
    Set<String> parents = new HashSet<>();
    drafts.forEach(draft -> parents.add(draft.parentCode()));
    return drafts.stream().filter(draft -> !parents.contains(draft.code())).toList();
  }

  private void insertBoundaries(
      List<GridDraft> leaves, Map<String, Integer> ids, Instant validFrom, String reason) {
    List<Object[]> rows = new ArrayList<>();
    for (GridDraft leaf : leaves) {
      rows.add(
          new Object[] {
            idOf(leaf.code(), ids),
            Timestamp.from(validFrom),
            Wgs84.write(Wgs84.snap(area(leaf))),
            reason
          });
    }
    jdbc.batchUpdate(
        "insert into boundary_version (grid_id, valid_from, boundary, reason) values (?, ?, ?, ?)",
        rows);
  }

  private static Geometry area(GridDraft leaf) {
    if (leaf.boundary().isEmpty() || leaf.boundary().getDimension() != 2) {
      throw new IllegalArgumentException(
          "grid " + leaf.code() + " has no children and needs an area as boundary");
    }
    return leaf.boundary();
  }

  /** A new name and a new leader; both take effect now. */
  void rename(Grid grid, String name, Contact leader, Instant now) {
    transaction.executeWithoutResult(
        _ -> {
          jdbc.update("update grid set name = ? where id = ?", name, grid.id());
          if (!leader.equals(grid.leader())) {
            appointLeader(grid.id(), leader, now);
          }
          MapRevision.raise(database, MapRevision.Part.GRIDS);
        });
  }

  private void appointLeader(int gridId, Contact leader, Instant now) {
    jdbc.update(
        """
        update grid_person set valid_to = ?
        where grid_id = ? and part = 'leader' and valid_to is null
        """,
        Timestamp.from(now),
        gridId);
    if (leader.present()) {
      new People(jdbc).appointLeader(gridId, leader, now).write();
    }
  }

  /** What a re-import changes; see {@link GridImport}. */
  void apply(GridChange change, long revision, Instant now, String reason) {
    transaction.executeWithoutResult(
        _ -> {
          expect(revision);
          applyNow(change, now, reason);
        });
  }

  /** Holds the marker until the transaction ends: nobody else changes grids in between. */
  private void expect(long revision) {
    Long now =
        jdbc.queryForObject(
            "select revision from map_revision where part = 'grids' for update", Long.class);
    if (now == null || now != revision) {
      throw new Conflict("somebody changed the grids meanwhile; look again and import once more");
    }
  }

  private void applyNow(GridChange change, Instant now, String reason) {
    var at = Timestamp.from(now);
    change
        .ended()
        .forEach(
            grid -> {
              closeBoundary(grid.id(), at);
              jdbc.update(
                  "update grid_person set valid_to = ? where grid_id = ? and valid_to is null",
                  at,
                  grid.id());
              jdbc.update("update grid set ended_at = ? where id = ?", at, grid.id());
            });
    change.withoutBoundary().forEach(grid -> closeBoundary(grid.id(), at));
    addNow(change.added(), now, reason);
    for (var moved : change.redrawn()) {
      closeBoundary(moved.id(), at);
      jdbc.update(
          "insert into boundary_version (grid_id, valid_from, boundary, reason) values (?, ?, ?, ?)",
          moved.id(),
          at,
          Wgs84.write(moved.boundary()),
          reason);
    }
    for (var kept : change.renamed()) {
      jdbc.update("update grid set name = ? where id = ?", kept.name(), kept.id());
    }
    change.led().forEach((id, leader) -> appointLeader(id, leader, now));
  }

  private void closeBoundary(int gridId, Timestamp at) {
    jdbc.update(
        "update boundary_version set valid_to = ? where grid_id = ? and valid_to is null",
        at,
        gridId);
  }
}
