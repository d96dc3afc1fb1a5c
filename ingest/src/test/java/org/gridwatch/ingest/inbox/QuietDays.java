package org.gridwatch.ingest.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.life.Script;

/**
 * How many false alerts the default rules raise in days in which nothing happens. Not a test: a
 * week takes a quarter of an hour and more.
 *
 * <p>An alert about a silence is true when the device really could not be heard; every other alert
 * of these days is false.
 */
final class QuietDays {
  private static final Instant BEGIN = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Set<String> HELD_AGAINST_THE_PAST =
      Set.of("inlet", "meter", "regulator", "transformer", "cabinet");

  private QuietDays() {}

  public static void main(String[] args) throws Exception {
    int days = args.length > 0 ? Integer.parseInt(args[0]) : 7;
    var community = Community.generate(Community.DEMO_SEED);
    try (var town =
        new Town(
            community,
            Script.quiet(community),
            BEGIN,
            device -> HELD_AGAINST_THE_PAST.contains(device.model()))) {
      long before = town.readings();
      long start = System.nanoTime();
      for (int hour = 1; hour <= 24 * days; hour++) {
        for (int part = 1; part <= 12; part++) {
          town.live(BEGIN.plus(Duration.ofMinutes(60L * (hour - 1) + 5L * part)), STEP);
          town.rollUp();
        }
        if (hour % 24 == 0) {
          report(town, community, hour / 24, town.readings() - before, start);
        }
      }
    }
  }

  private static void report(Town town, Community community, int days, long readings, long start) {
    List<Town.Raised> falsely = new ArrayList<>();
    int silences = 0;
    for (Town.Raised alert : town.alerts()) {
      boolean really = alert.rule().equals("silent") && town.away(alert.on(), alert.at());
      silences += really ? 1 : 0;
      if (!really) {
        falsely.add(alert);
      }
    }
    int devices = community.devices().size();
    System.out.printf(
        "%d days, %d devices, %d readings judged in %d s: %d silences that were real, %d false"
            + " alerts (%.2f per 1,000 devices a day)%n",
        days,
        devices,
        readings,
        (System.nanoTime() - start) / 1_000_000_000,
        silences,
        falsely.size(),
        falsely.size() * 1e3 / devices / days);
    falsely.forEach(alert -> System.out.println("  " + alert));
  }
}
