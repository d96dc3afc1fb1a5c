package org.gridwatch.ingest.inbox;

/**
 * How ingest is.
 *
 * @param active whether this process works; false: another one does, and this one stands by
 * @param connected whether the broker's messages reach us
 * @param storing whether the database takes what we hold
 * @param waiting messages in memory, not settled yet
 * @param capacity the most that may wait before the broker is told to
 * @param fault the bug that ended the loop; empty: none
 */
public record IngestHealth(
    boolean active, boolean connected, boolean storing, int waiting, int capacity, String fault) {

  /** Fit for duty: working undisturbed, or standing by for the one that does. */
  public boolean up() {
    return fault.isEmpty() && storing && (connected || !active);
  }
}
