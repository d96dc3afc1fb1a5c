package org.gridwatch.map.notify.outbox;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.map.notify.channel.Receipt;

/** What becomes of a notice after a try. Pure. */
sealed interface Settling {
  /** So long it is tried; whoever is told again and again is told anew anyway. */
  Duration PATIENCE = Duration.ofHours(1);

  /** What may have arrived is repeated so often. */
  int MOST_UNKNOWN = 3;

  record Sent(String providerId) implements Settling {}

  /** It may have arrived, and that is all that can be known. */
  record Unknown(String why) implements Settling {}

  record Again(Instant due, String why) implements Settling {}

  record Failed(String why) implements Settling {}

  /**
   * @param tries with this one
   * @param otherWay whether the person can be reached otherwise: then nobody waits for this way
   */
  static Settling of(Receipt receipt, int tries, boolean otherWay, Instant queuedAt, Instant now) {
    return switch (receipt) {
      case Receipt.Taken taken -> new Sent(taken.providerId());
      case Receipt.Refused refused -> new Failed(refused.why());
      case Receipt.Later later when otherWay || queuedAt.plus(PATIENCE).isBefore(now) ->
          new Failed(later.why());
      case Receipt.Later later -> new Again(now.plus(longer(later.pause(), tries)), later.why());
      case Receipt.Unknown unknown when tries >= MOST_UNKNOWN -> new Unknown(unknown.why());
      case Receipt.Unknown unknown ->
          new Again(now.plus(longer(Duration.ofSeconds(2), tries)), unknown.why());
    };
  }

  private static Duration longer(Duration pause, int tries) {
    var own = Duration.ofSeconds(Math.min(300, 1L << Math.min(9, tries)));
    return pause.compareTo(own) > 0 ? pause : own;
  }
}
