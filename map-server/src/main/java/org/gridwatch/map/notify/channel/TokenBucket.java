package org.gridwatch.map.notify.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Limits.Rate;

/**
 * The tokens of one robot or one receiver. A token that was spent comes back exactly one period
 * later, so that no stretch of that length ever sees more than the limit; a bucket that fills
 * evenly would let twice as many through after a pause. Pure: a value, and time comes in.
 *
 * @param spent when tokens were spent, oldest first; those that are back may be missing
 */
public record TokenBucket(List<Rate> rates, List<Instant> spent) {
  public TokenBucket {
    rates = List.copyOf(rates);
    spent = spent.stream().sorted().toList();
  }

  public static TokenBucket full(List<Rate> rates) {
    return new TokenBucket(rates, List.of());
  }

  /** After a restart: what was sent lately counts, whoever sent it. */
  public static TokenBucket after(List<Rate> rates, Collection<Instant> sent) {
    return new TokenBucket(rates, List.copyOf(sent));
  }

  /** How long this parcel has to wait for a token; zero: it may go now. */
  public Duration waits(Severity severity, Instant now) {
    var longest = Duration.ZERO;
    for (Rate rate : rates) {
      var wait = waits(rate, severity, now);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }

  /** Takes one; ask {@link #waits} first. */
  public TokenBucket spend(Instant now) {
    var kept = new ArrayList<Instant>();
    for (Instant one : spent) {
      if (rates.stream().anyMatch(rate -> missing(rate, one, now))) {
        kept.add(one);
      }
    }
    kept.add(now);
    return new TokenBucket(rates, kept);
  }

  private Duration waits(Rate rate, Severity severity, Instant now) {
    var missing = spent.stream().filter(one -> missing(rate, one, now)).toList();
    int mine = rate.most() - (urgent(severity) ? 0 : rate.reserve());
    return missing.size() < mine
        ? Duration.ZERO
        : Duration.between(now, missing.get(missing.size() - mine).plus(rate.per()));
  }

  /** What lies far in the future was spent by a clock that has been set back since. */
  private static boolean missing(Rate rate, Instant spent, Instant now) {
    return spent.plus(rate.per()).isAfter(now) && !spent.isAfter(now.plus(rate.per()));
  }

  static boolean urgent(Severity severity) {
    return switch (severity) {
      case RED, ORANGE -> true;
      case YELLOW, BLUE -> false;
    };
  }
}
