package org.gridwatch.map.notify.channel;

import java.time.Instant;

/** What a provider says later of a parcel that it took. */
public sealed interface Delivery {
  record Arrived() implements Delivery {}

  /** And never will arrive. */
  record Lost(String why) implements Delivery {}

  /** Under way, or there was no answer that says more. */
  record Pending() implements Delivery {}

  /**
   * What was taken.
   *
   * @param providerId the provider's own name for it
   */
  record Sent(String providerId, String to, Instant at) {}
}
