package org.gridwatch.ingest.inbox;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is owed to the broker for one MQTT message: an acknowledgement, on the connection it came
 * by, once everything that was in it is settled.
 *
 * <p>Threads: any.
 */
final class Receipt {
  private final BrokerLink link;
  private final int messageId;
  private final int qos;
  private final AtomicInteger owed;

  /**
   * @param deliveries how many there are in the message
   */
  Receipt(BrokerLink link, int messageId, int qos, int deliveries) {
    this.link = link;
    this.messageId = messageId;
    this.qos = qos;
    this.owed = new AtomicInteger(deliveries);
  }

  BrokerLink link() {
    return link;
  }

  void settled() {
    if (owed.decrementAndGet() == 0) {
      link.acknowledge(messageId, qos);
    }
  }
}
