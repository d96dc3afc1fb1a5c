package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Seeded random streams; a failure names the seed. */
class TrackPropertiesTest {
  private static final int STREAMS = 300;
  private static final long GAP = 15_000;
  private static final long REORDER = 10_000;
  private static final List<Step> STEPS =
      List.of(
          Step.above(Severity.YELLOW, 10, 5, Duration.ofSeconds(20)),
          Step.above(Severity.ORANGE, 25, 15, Duration.ZERO),
          Step.above(Severity.RED, 50, 25, Duration.ZERO));

  private record Sample(long atMs, double value) {}

  private record Told(long atMs, @Nullable Severity severity) {}

  /** As readings are judged: once each, in order or a little late, never later. */
  private static final class Listener {
    private final Condition.Measured condition;
    private Track track;
    private final Set<Long> stored = new HashSet<>();
    private final List<Sample> kept = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private long newest = Long.MIN_VALUE;

    Listener(Condition.Measured condition) {
      this.condition = condition;
      this.track = new Track(condition);
    }

    void hear(Sample sample) {
      if (!stored.add(sample.atMs())) {
        return;
      }
      kept.add(sample);
      if (sample.atMs() < newest - REORDER) {
        track.passOver(sample.atMs());
        return;
      }
      double measure = track.measure(sample.atMs(), sample.value(), Double.NaN);
      if (sample.atMs() >= newest) {
        newest = sample.atMs();
        track.climb(measure, sample.atMs(), GAP);
      } else {
        track.passOver(sample.atMs());
        track.raise(measure);
      }
      Step step = track.standing();
      Severity now = step == null ? null : step.severity();
      if (now != (told.isEmpty() ? null : told.getLast().severity())) {
        told.add(new Told(sample.atMs(), now));
      }
    }

    void restart() {
      Ladder was = track.ladder();
      var passedOver = List.copyOf(track.passedOver());
      track = new Track(condition);
      track.recallPassedOver(passedOver);
      kept.sort(Comparator.comparingLong(Sample::atMs));
      kept.forEach(sample -> track.remember(sample.atMs(), sample.value()));
      track.restore(was);
    }
  }

  private static Condition.Measured level() {
    return new Condition.Level(Set.of("ch4_lel"), STEPS);
  }

  private static Condition.Measured rate() {
    return new Condition.Rate(Set.of("ch4_lel"), Duration.ofSeconds(40), false, 0, STEPS);
  }

  /** Wanders over all limits, with gaps. */
  private static List<Sample> stream(Random random) {
    var samples = new ArrayList<Sample>();
    long at = 1_000_000;
    double value = 0;
    for (int i = 0; i < 200; i++) {
      at += random.nextInt(20) == 0 ? 60_000 : random.nextInt(2_000, 12_000);
      value = Math.clamp(value + random.nextGaussian() * 9, 0, 70);
      samples.add(new Sample(at, value));
    }
    return samples;
  }

  private static List<Told> told(Condition.Measured condition, List<Sample> samples) {
    var listener = new Listener(condition);
    samples.forEach(listener::hear);
    return listener.told;
  }

  private interface Property {
    void holds(Condition.Measured condition, List<Sample> samples, Random random);
  }

  private static void everywhere(Property property) {
    for (int seed = 0; seed < STREAMS; seed++) {
      for (var condition : List.of(level(), rate())) {
        var random = new Random(seed);
        property.holds(condition, stream(random), random);
      }
    }
  }

  @Test
  void deliveringAgainWhatWasDeliveredChangesNothing() {
    everywhere(
        (condition, samples, random) -> {
          var again = new ArrayList<Sample>();
          for (int i = 0; i < samples.size(); i++) {
            again.add(samples.get(i));
            while (random.nextInt(3) == 0) {
              again.add(samples.get(random.nextInt(i + 1)));
            }
          }
          assertThat(told(condition, again)).isEqualTo(told(condition, samples));
        });
  }

  @Test
  void whatComesLaterThanTheToleranceNeverChangesWhatWasRaised() {
    everywhere(
        (condition, samples, random) -> {
          var withLate = new ArrayList<Sample>();
          for (Sample sample : samples) {
            withLate.add(sample);
            long late = sample.atMs() - REORDER - 1 - random.nextInt(100_000);
            withLate.add(new Sample(late, random.nextInt(100)));
          }
          // A made up time may be that of a real sample to come; then it would not be late at all.
          var real = new HashSet<Long>();
          samples.forEach(sample -> real.add(sample.atMs()));
          withLate.removeIf(s -> real.contains(s.atMs()) && !samples.contains(s));
          assertThat(told(condition, withLate)).isEqualTo(told(condition, samples));
        });
  }

  @Test
  void whatComesALittleLateMayRaiseAndNeverClears() {
    for (int seed = 0; seed < STREAMS; seed++) {
      var random = new Random(seed);
      var listener = new Listener(level());
      for (Sample sample : stream(random)) {
        listener.hear(sample);
        Severity before = listener.told.isEmpty() ? null : listener.told.getLast().severity();
        listener.hear(new Sample(sample.atMs() - 1 - random.nextInt(1_000), random.nextInt(70)));
        Severity after = listener.told.isEmpty() ? null : listener.told.getLast().severity();
        if (before != null) {
          assertThat(after).as("seed %d", seed).isNotNull().isGreaterThanOrEqualTo(before);
        }
      }
    }
  }

  @Test
  void everyAlertBeginsOnceAndEndsAtMostOnce() {
    everywhere(
        (condition, samples, random) -> {
          var mixed = new ArrayList<>(samples);
          for (int i = 0; i + 1 < mixed.size(); i++) {
            if (random.nextInt(5) == 0) {
              Collections.swap(mixed, i, i + 1);
            }
          }
          boolean standing = false;
          for (Told told : told(condition, mixed)) {
            assertThat(told.severity() != null || standing).as("cleared what stands").isTrue();
            standing = told.severity() != null;
          }
        });
  }

  @Test
  void afterARestartAnywhereItGoesOnAsIfThereWasNone() {
    everywhere(
        (condition, samples, random) -> {
          var restarted = new Listener(condition);
          var listener = new Listener(condition);
          for (Sample sample : samples) {
            listener.hear(sample);
            restarted.hear(sample);
            long earlier = sample.atMs() - 1 - random.nextInt(60_000); // in its order, or late
            var old = new Sample(earlier, random.nextInt(100));
            listener.hear(old);
            restarted.hear(old);
            if (random.nextInt(4) == 0) {
              restarted.restart();
            }
          }
          assertThat(restarted.told).isEqualTo(listener.told);
        });
  }

  @Test
  void theSameValueAgainAtTheSameInstantLeavesTheLadderAsItIs() {
    everywhere(
        (condition, samples, random) -> {
          var ladder = Ladder.calm(STEPS.size());
          for (Sample sample : samples) {
            ladder = ladder.next(STEPS, sample.value(), sample.atMs(), GAP);
            assertThat(ladder.next(STEPS, sample.value(), sample.atMs(), GAP)).isEqualTo(ladder);
          }
        });
  }
}
