package org.gridwatch.ingest.rule;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * What judging a reading costs: tracks of many series, each with a rule about its level and one
 * about its change, fed in the order of time. Not a test, and not run with them.
 */
final class JudgeBenchmark {
  private static final int SERIES = 15_000;
  private static final int READINGS = 200; // of each
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 5;
  private static final long EVERY_MS = 5_000;
  private static final long GAP_MS = EVERY_MS * 3 / 2;

  private static final Condition.Level LEVEL =
      new Condition.Level(
          Set.of("ch4_lel"),
          List.of(
              Step.above(Severity.YELLOW, 10, 5, Duration.ofSeconds(10)),
              Step.above(Severity.ORANGE, 25, 15, Duration.ZERO),
              Step.above(Severity.RED, 50, 25, Duration.ZERO)));
  private static final Condition.Rate RATE =
      new Condition.Rate(
          Set.of("ch4_lel"),
          Duration.ofMinutes(5),
          false,
          0,
          List.of(Step.above(Severity.ORANGE, 15, 5, Duration.ZERO)));

  private JudgeBenchmark() {}

  public static void main(String[] arguments) {
    double[] calm = values(1);
    double[] restless = values(40);
    print("level, calm values", calm, true, false);
    print("rate over five minutes, calm values", calm, false, true);
    print("both, calm values", calm, true, true);
    print("both, values that cross the limits all the time", restless, true, true);
  }

  /** A walk around zero, as wide as is said. */
  private static double[] values(double width) {
    var random = new Random(20_261_122);
    var values = new double[100_003];
    double value = 0;
    for (int i = 0; i < values.length; i++) {
      value = 0.95 * value + random.nextGaussian() * width * 0.3;
      values[i] = Math.abs(value);
    }
    return values;
  }

  private static void print(String name, double[] values, boolean level, boolean rate) {
    var nanos = new double[ROUNDS];
    long standing = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      var levels = tracks(LEVEL, level);
      var rates = tracks(RATE, rate);
      long begin = processorTime();
      standing += run(values, levels, rates);
      if (round >= 0) {
        nanos[round] = (processorTime() - begin) / (double) SERIES / READINGS;
      }
    }
    Arrays.sort(nanos);
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %.0f (%.0f..%.0f) | %.2f %% |",
            name,
            nanos[ROUNDS / 2],
            nanos[0],
            nanos[ROUNDS - 1],
            100.0 * standing / (ROUNDS + WARM_UP) / SERIES / READINGS));
  }

  /** Of this thread alone: what else runs on the machine does not count. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Track[] tracks(Condition.Measured condition, boolean any) {
    var tracks = new Track[any ? SERIES : 0];
    Arrays.setAll(tracks, i -> new Track(condition));
    return tracks;
  }

  private static long run(double[] values, Track[] levels, Track[] rates) {
    long standing = 0;
    for (int reading = 0; reading < READINGS; reading++) {
      long at = reading * EVERY_MS;
      for (int series = 0; series < SERIES; series++) {
        double value = values[(series * 31 + reading) % values.length];
        boolean stands = false;
        if (levels.length > 0) {
          stands = judge(levels[series], at, value);
        }
        if (rates.length > 0) {
          stands |= judge(rates[series], at, value);
        }
        standing += stands ? 1 : 0;
      }
    }
    return standing;
  }

  private static boolean judge(Track track, long at, double value) {
    track.climb(track.measure(at, value, Double.NaN), at, GAP_MS);
    return track.standing() != null;
  }
}
