package org.gridwatch.gateway.broker;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything the broker refused, counted by reason; at most one log line per reason in ten seconds.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final long QUIET_NANOS = 10_000_000_000L;

  /** Why the broker refused. */
  enum Why {
    ANONYMOUS("anonymous"),
    CREDENTIALS("credentials"),
    TOO_MANY_ATTEMPTS("too-many-attempts"),
    CLIENT_ID("client-id"),
    WILL("will"),
    NOT_READY("not-ready"),
    CREDENTIALS_UNAVAILABLE("credentials-unavailable"),
    PROTOCOL("protocol"),
    SLOW_TO_CONNECT("slow-to-connect"),
    PUBLISH("publish"),
    SUBSCRIBE("subscribe"),
    UNSUBSCRIBE("unsubscribe"),
    TOO_LARGE("too-large"),
    MALFORMED("malformed");

    private final String label;

    Why(String label) {
      this.label = label;
    }
  }

  private static final class Tally {
    private final LongAdder count = new LongAdder();
    private final AtomicLong loggedAt = new AtomicLong(Long.MIN_VALUE);
  }

  /** By the reason's ordinal. */
  private final List<Tally> tallies =
      Stream.generate(Tally::new).limit(Why.values().length).toList();

  private final LongSupplier nanos;

  Refusals(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** {@code what} must not hold a secret. */
  void count(Why why, String who, String what) {
    Tally tally = tallies.get(why.ordinal());
    tally.count.increment();
    long now = nanos.getAsLong();
    long last = tally.loggedAt.get();
    boolean due = last == Long.MIN_VALUE || now - last >= QUIET_NANOS;
    if (due && tally.loggedAt.compareAndSet(last, now)) {
      LOG.warn("refused {} from {}: {} ({} so far)", why.label, who, what, tally.count.sum());
    }
  }

  /** Only reasons that occurred. */
  Map<String, Long> byReason() {
    var counts = new TreeMap<String, Long>();
    for (Why why : Why.values()) {
      long count = tallies.get(why.ordinal()).count.sum();
      if (count > 0) {
        counts.put(why.label, count);
      }
    }
    return counts;
  }
}
