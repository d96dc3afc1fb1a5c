package org.gridwatch.gateway.simulator;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of what the simulator said. Threads: any. */
final class Tally {
  private static final Logger log = LoggerFactory.getLogger(Simulator.class);

  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicBoolean warned = new AtomicBoolean();

  void settled(@Nullable Void done, @Nullable Throwable trouble) {
    if (trouble == null) {
      acknowledged.increment();
    } else {
      failed.increment();
    }
  }

  /** The first refusal is worth a line; hundreds of devices would say the same. */
  void refused(String device, @Nullable Throwable trouble) {
    failed.increment();
    if (warned.compareAndSet(false, true)) {
      log.warn("simulated device {} cannot connect and will try again: {}", device, trouble + "");
    }
  }

  long acknowledged() {
    return acknowledged.sum();
  }

  long failed() {
    return failed.sum();
  }
}
