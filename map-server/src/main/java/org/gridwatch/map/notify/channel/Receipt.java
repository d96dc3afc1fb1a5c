package org.gridwatch.map.notify.channel;

import java.time.Duration;

/** What became of a parcel, as far as we can know. Never tells a secret. */
public sealed interface Receipt {
  /** What a refusal or a wait is about, so that one bad number does not close the whole channel. */
  enum About {
    /** Every parcel would fare the same: a wrong key, a full robot, an empty account. */
    CHANNEL,
    /** Every parcel to this receiver would: no such number, a full mailbox. */
    RECEIVER,
    /** This receiver is there no more and never will be again: a subscription that has ended. */
    GONE,
    /** This message alone. */
    PARCEL
  }

  /**
   * The provider has it.
   *
   * @param providerId its own name for it; empty if it gives none
   */
  record Taken(String providerId) implements Receipt {}

  /** Never will: another try would be refused as well, until a person changes something. */
  record Refused(String why, About about) implements Receipt {}

  /**
   * Certainly not delivered; may work after a wait.
   *
   * @param pause at least so long before another try
   */
  record Later(String why, Duration pause, About about) implements Receipt {}

  /** Sent, and no answer that we understand: it may have been delivered. */
  record Unknown(String why) implements Receipt {}
}
