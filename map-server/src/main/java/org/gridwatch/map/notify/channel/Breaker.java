package org.gridwatch.map.notify.channel;

import java.time.Duration;
import java.time.Instant;
import org.gridwatch.map.notify.channel.Receipt.About;

/**
 * Keeps parcels from a channel that is down, and finds out when it is up again: closed, open after
 * some failures in a row, then half-open, where a single parcel is the trial. Pure: a value, and
 * time comes in.
 */
public sealed interface Breaker {
  /** Parcels pass; so many in a row have failed. */
  record Closed(int failures) implements Breaker {}

  /** None passes before {@code until}. */
  record Open(Instant until) implements Breaker {}

  /** The trial is under way; if nobody tells how it ended, {@code until} ends it. */
  record HalfOpen(Instant until) implements Breaker {}

  /**
   * @param failures so many in a row open it
   * @param pause how long it stays open, and the longest that a trial takes
   */
  record Patience(int failures, Duration pause) {
    public static final Patience DEFAULT = new Patience(5, Duration.ofSeconds(30));

    public Patience {
      if (failures < 1) {
        throw new IllegalArgumentException("failures must be at least 1, was " + failures);
      }
      if (!pause.isPositive()) {
        throw new IllegalArgumentException("pause must be positive, was " + pause);
      }
    }
  }

  static Breaker closed() {
    return new Closed(0);
  }

  /** How long a parcel has to wait; zero: it may go, after {@link #begin}. */
  default Duration waits(Instant now) {
    var until =
        switch (this) {
          case Closed _ -> now;
          case Open open -> open.until;
          case HalfOpen trial -> trial.until;
        };
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  /** A parcel goes out: if it is the trial, the others wait for its outcome. */
  default Breaker begin(Patience patience, Instant now) {
    return switch (this) {
      case Closed closed -> closed;
      case Open _, HalfOpen _ -> new HalfOpen(now.plus(patience.pause));
    };
  }

  /** What a parcel's receipt says about the channel. */
  default Breaker after(Receipt receipt, Patience patience, Instant now) {
    return switch (receipt) {
      case Receipt.Taken _, Receipt.Refused _ -> answered();
      case Receipt.Later later when later.about() != About.CHANNEL -> answered();
      case Receipt.Later later -> failed(later.pause(), patience, now);
      case Receipt.Unknown _ -> failed(Duration.ZERO, patience, now);
    };
  }

  /** It is there; but a straggler from before it opened is no trial. */
  private Breaker answered() {
    return this instanceof Open ? this : closed();
  }

  /** A provider that names a time longer than the pause has closed the channel for so long. */
  private Breaker failed(Duration wanted, Patience patience, Instant now) {
    if (wanted.compareTo(patience.pause) > 0) {
      return new Open(later(now.plus(wanted)));
    }
    int failures = this instanceof Closed closed ? closed.failures + 1 : patience.failures;
    return failures >= patience.failures
        ? new Open(later(now.plus(patience.pause)))
        : new Closed(failures);
  }

  /** A failure that was already under way when it opened never opens it sooner. */
  private Instant later(Instant until) {
    return this instanceof Open open && open.until.isAfter(until) ? open.until : until;
  }
}
