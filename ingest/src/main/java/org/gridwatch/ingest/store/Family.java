package org.gridwatch.ingest.store;

/**
 * Readings live in two sets of tables of the same shape: those that retention drops, and those it
 * leaves alone.
 */
enum Family {
  PASSING("reading"),
  KEPT("reading_kept");

  private final String table;

  Family(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }

  String rollup(Step step) {
    return table + "_" + step.word();
  }
}
