package org.gridwatch.ingest.inbox;

import java.time.Instant;

/**
 * A message and the connection it came by: only there can it be acknowledged.
 *
 * @param retained said earlier and kept by the broker for whoever comes later
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the codec, never compared
record Delivery(
    BrokerLink link,
    int messageId,
    int qos,
    boolean retained,
    String topic,
    byte[] payload,
    Instant arrivedAt) {

  void acknowledge() {
    link.acknowledge(this);
  }
}
