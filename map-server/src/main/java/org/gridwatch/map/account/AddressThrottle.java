package org.gridwatch.map.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Thirty failed attempts from one address within a quarter of an hour, whatever the names, and it
 * waits for the rest of that time. In memory: it guards against trying one password on many names.
 */
@Component
class AddressThrottle {
  static final int MOST_FAILURES = 30;
  static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int MOST_ADDRESSES = 10_000;

  private record Window(Instant until, int failures) {}

  private final Clock clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  AddressThrottle(Clock clock) {
    this.clock = clock;
  }

  /** Counts an attempt as failed until {@link #succeeded} takes it back. */
  synchronized void charge(String address) {
    var now = clock.instant();
    var window = windows.get(address);
    if (window == null || !now.isBefore(window.until)) {
      window = new Window(now.plus(WINDOW), 0);
    }
    if (window.failures >= MOST_FAILURES) {
      long seconds = Duration.between(now, window.until).toSeconds() + 1;
      throw new TooManyAttempts(
          "too many failed attempts from your address; try again in " + seconds + " s", seconds);
    }
    windows.put(address, new Window(window.until, window.failures + 1));
  }

  synchronized void succeeded(String address) {
    windows.computeIfPresent(
        address, (same, window) -> new Window(window.until, Math.max(0, window.failures - 1)));
  }
}
