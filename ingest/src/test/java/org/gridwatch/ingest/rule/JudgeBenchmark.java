package org.gridwatch.ingest.rule;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What judging a reading costs: tracks of many series, each with a rule about its level and one
 * about its change, fed in the order of time. One operation is one reading. Not run with the tests.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
public class JudgeBenchmark {
  private static final int SERIES = 15_000;
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

  /** How far values walk around zero: 1 stays below all limits, 40 crosses them all the time. */
  @Param({"1", "40"})
  public int width;

  private final double[] values = new double[100_003];
  private final Track[] levels = new Track[SERIES];
  private final Track[] rates = new Track[SERIES];
  private int turn;

  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include(JudgeBenchmark.class.getName()).build()).run();
  }

  @Setup
  public void begin() {
    var random = new Random(20_261_122);
    double value = 0;
    for (int i = 0; i < values.length; i++) {
      value = 0.95 * value + random.nextGaussian() * width * 0.3;
      values[i] = Math.abs(value);
    }
    Arrays.setAll(levels, _ -> new Track(LEVEL));
    Arrays.setAll(rates, _ -> new Track(RATE));
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public int level() {
    return oneOfEach(levels);
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public int rateOverFiveMinutes() {
    return oneOfEach(rates);
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public int both() {
    turn++;
    return judge(levels) + judge(rates);
  }

  private int oneOfEach(Track[] tracks) {
    turn++;
    return judge(tracks);
  }

  /** Answers how many stand, so that nothing is optimised away. */
  private int judge(Track[] tracks) {
    long at = turn * EVERY_MS;
    int standing = 0;
    for (int series = 0; series < SERIES; series++) {
      double value = values[(series * 31 + turn) % values.length];
      Track track = tracks[series];
      track.climb(track.measure(at, value, Double.NaN), at, GAP_MS);
      standing += track.standing() == null ? 0 : 1;
    }
    return standing;
  }
}
