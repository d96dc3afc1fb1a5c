package org.gridwatch.map.alert;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.AlertRows;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The alerts that an asker may see: those raised in the own area. One outside looks like one that
 * does not exist.
 */
@Component
class SeenAlerts {
  static final String IN_AREA = " (:all or a.leaf_grid_id = any(:leaves)) ";

  private final JdbcClient db;

  SeenAlerts(JdbcClient db) {
    this.db = db;
  }

  /**
   * @throws NotFound when there is none or it is none of theirs
   */
  Alert one(Rights rights, long id) {
    return where(rights, "a.id = :value", id, 1).stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("alert", id));
  }

  /** Newest first. */
  List<Alert> where(Rights rights, String condition, Object value, int most) {
    return query(
            rights,
            AlertRows.SELECT
                + " where "
                + IN_AREA
                + " and "
                + condition
                + " order by a.raised_at desc, a.id desc limit :most")
        .param("value", value)
        .param("most", most)
        .query(AlertRows::read)
        .list();
  }

  /** Which of these are there for the asker. */
  Set<Long> ids(Rights rights, Collection<Long> wanted) {
    return new TreeSet<>(
        query(rights, "select a.id from alert a where " + IN_AREA + " and a.id = any(:wanted)")
            .param("wanted", wanted.toArray(Long[]::new))
            .query(Long.class)
            .list());
  }

  /** A statement that may use {@link #IN_AREA}. */
  JdbcClient.StatementSpec query(Rights rights, String sql) {
    return db.sql(sql).param("all", rights.allLeaves()).param("leaves", rights.leafArray());
  }
}
