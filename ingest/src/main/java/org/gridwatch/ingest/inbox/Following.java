package org.gridwatch.ingest.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Rules;

/** Keeps up with rules that people change, and once a minute with what the roll-ups say. */
final class Following {
  private static final int ROLL_UPS_EVERY = 60;

  private final KnownDevices devices;
  private final TimeJudge judge;
  private final Usual usual;
  private final Nights nights;
  private final DataSource dataSource;
  private final Rules rules;
  private final InstantSource clock;
  private long turn;

  Following(
      KnownDevices devices,
      TimeJudge judge,
      Usual usual,
      Nights nights,
      DataSource dataSource,
      InstantSource clock) {
    this.devices = devices;
    this.judge = judge;
    this.usual = usual;
    this.nights = nights;
    this.dataSource = dataSource;
    this.rules = new Rules(dataSource);
    this.clock = clock;
  }

  void run() {
    if (rules.revision() != devices.book().revision()) {
      judge.follow(RuleBook.read(dataSource, devices.book().zone()));
      turn = 0;
    }
    if (turn++ % ROLL_UPS_EVERY == 0) {
      Instant now = clock.instant();
      usual.refresh(now, wanted());
      nights.run(now);
    }
  }

  /** Series by the weeks that a rule wants to look back. */
  private Map<Integer, Set<Integer>> wanted() {
    var wanted = new HashMap<Integer, Set<Integer>>();
    devices.lock.lock();
    try {
      for (KnownDevice device : devices.all()) {
        for (KnownSeries series : device.series.values()) {
          for (KnownSeries.Watched watched : series.watched) {
            if (watched.vigil().condition instanceof Condition.Baseline baseline) {
              wanted.computeIfAbsent(baseline.weeks(), w -> new HashSet<>()).add(series.id);
            }
          }
        }
      }
      return wanted;
    } finally {
      devices.lock.unlock();
    }
  }
}
