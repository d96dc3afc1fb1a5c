package org.gridwatch.ingest.inbox;

import java.time.Instant;

/**
 * What a device said, and the message it came in: alone or with others.
 *
 * @param retained said earlier and kept by the broker for whoever comes later
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the codec, never compared
record Delivery(
    Receipt receipt, boolean retained, String topic, byte[] payload, Instant arrivedAt) {

  /** The connection it came by is there to take an acknowledgement. */
  boolean wanted() {
    return receipt.link().alive();
  }

  void acknowledge() {
    drop();
    receipt.settled();
  }

  /** Without being settled: it comes again. */
  void drop() {
    receipt.link().release(payload);
  }
}
