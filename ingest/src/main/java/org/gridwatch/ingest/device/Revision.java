package org.gridwatch.ingest.device;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The registry's revision: its row lock puts all changes into one order. */
final class Revision {
  private Revision() {}

  /** Within the caller's transaction; whoever calls this next waits until that one ends. */
  static long next(JdbcClient db) {
    return db.sql("update registry_revision set revision = revision + 1 returning revision")
        .query(Long.class)
        .single();
  }

  static long current(JdbcClient db) {
    return db.sql("select revision from registry_revision").query(Long.class).single();
  }
}
