package org.gridwatch.map.notify.channel;

import java.time.Duration;

/** Publishes to our broker; the assembly fills it with its client. */
@FunctionalInterface
public interface MqttOut {
  /** How it went. */
  enum Outcome {
    /** The broker has it. */
    ACKNOWLEDGED,
    /** There is no connection, so it was not sent. */
    NOT_SENT,
    /** Sent, and no acknowledgement in time. */
    UNANSWERED
  }

  /** Waits for the acknowledgement of QoS 1, no longer than {@code patience}. */
  Outcome publish(String topic, byte[] payload, Duration patience) throws InterruptedException;
}
