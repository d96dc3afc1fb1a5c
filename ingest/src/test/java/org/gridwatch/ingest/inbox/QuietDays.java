package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.life.Script;

/**
 * How many false alerts the default rules raise in days in which nothing happens. Not a test: a
 * week takes its time.
 *
 * <p>An alert about a silence is true when the device really could not be heard; every other alert
 * of these days is false.
 */
final class QuietDays {
  private static final Instant BEGIN = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Set<String> HELD_AGAINST_THE_PAST =
      Set.of("inlet", "meter", "regulator", "transformer", "cabinet");

  private final Community community;
  private final Town town;
  private final AtomicLong readings;
  private final long start = System.nanoTime();

  private QuietDays(Community community, Town town, AtomicLong readings) {
    this.community = community;
    this.town = town;
    this.readings = readings;
  }

  public static void main(String[] args) throws Exception {
    int days = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    var community = Community.generate(Community.DEMO_SEED);
    var readings = new AtomicLong();
    try (var town =
        new Town(
            community,
            Script.quiet(community),
            BEGIN,
            device -> HELD_AGAINST_THE_PAST.contains(device.model()),
            (store, db, rules) -> new LookedBackAt(store, db, rules, readings))) {
      readings.set(0); // those of the weeks before
      new QuietDays(community, town, readings).pass(days);
    }
  }

  private void pass(int days) {
    for (int hour = 1; hour <= 24 * days; hour++) {
      for (int part = 1; part <= 12; part++) {
        town.live(BEGIN.plus(Duration.ofMinutes(60L * (hour - 1) + 5L * part)), STEP);
        town.rollUp();
      }
      System.out.printf("hour %d after %d s%n", hour, seconds());
      if (hour % 24 == 0) {
        report(hour / 24);
      }
    }
  }

  private long seconds() {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  private void report(int days) {
    var falsely = new ArrayList<Town.Raised>();
    var byRule = new TreeMap<String, Integer>();
    List<Town.Raised> alerts = town.alerts();
    for (Town.Raised alert : alerts) {
      boolean really = alert.rule().equals("silent") && town.away(alert.on(), alert.at());
      byRule.merge(alert.rule() + (really ? ", real" : ", false"), 1, Integer::sum);
      if (!really) {
        falsely.add(alert);
      }
    }
    int devices = community.devices().size();
    System.out.printf(
        "%d days, %d devices, %d readings judged in %d s: %d alerts %s, %d false"
            + " (%.2f per 1,000 devices a day); rejected %s%n",
        days,
        devices,
        readings.get(),
        seconds(),
        alerts.size(),
        byRule,
        falsely.size(),
        falsely.size() * 1e3 / devices / days,
        town.rejects());
    falsely.forEach(alert -> System.out.println("  " + alert));
  }
}
