package org.gridwatch.ingest.inbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that says each reading until it is acknowledged, whatever happens to the other side. */
final class Insistent {
  private static final long FIRST = 1_767_225_600_000L;

  private final String name;
  private final String token;
  private final int port;
  private final AtomicInteger acknowledged = new AtomicInteger();

  Insistent(String name, String token, int port) {
    this.name = name;
    this.token = token;
    this.port = port;
  }

  String name() {
    return name;
  }

  /** The readings 0, 1, 2 and so on up to this one, exclusive. */
  int acknowledged() {
    return acknowledged.get();
  }

  void speakUntil(CountDownLatch end) {
    try {
      while (end.getCount() > 0) {
        try (var voice = Voice.connect(port, name, token)) {
          while (end.getCount() > 0) {
            voice.measure(FIRST + acknowledged.get() * 1_000L, "ch4_lel", acknowledged.get());
            acknowledged.incrementAndGet();
          }
        } catch (InterruptedException e) {
          throw e;
        } catch (Exception e) { // killed: once more
          end.await(200, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
