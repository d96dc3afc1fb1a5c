package org.gridwatch.map.notify.route;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.duty.Means;

/**
 * Who is told of an alert of one severity, and how long it may wait for an acknowledgement before
 * the next are told.
 *
 * @param steps in the order of their time; none: it waits for the daily digest
 * @param repeat so long after the last step all of them at once, again and again; zero: not
 * @param repeats at most so often; 0: until somebody acknowledges
 */
public record Policy(List<Step> steps, Duration repeat, int repeats) {
  static final int MOST_STEPS = 10;
  static final Duration LONGEST = Duration.ofDays(1);
  static final Duration SHORTEST_REPEAT = Duration.ofSeconds(30);

  /**
   * One step.
   *
   * @param after since it was raised, unless it was acknowledged before
   * @param by only these means; none: each person's own ways
   */
  public record Step(Duration after, Target who, List<Means> by) {
    public Step {
      by = List.copyOf(by);
      if (after.isNegative() || after.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "a step must come 0..86400 s after, was " + after.toSeconds());
      }
    }
  }

  public Policy {
    steps = steps.stream().sorted(Comparator.comparing(Step::after)).toList();
    if (steps.size() > MOST_STEPS) {
      throw new IllegalArgumentException("steps must be at most 10, were " + steps.size());
    }
    boolean never = repeat.isZero();
    if (!never && (repeat.compareTo(SHORTEST_REPEAT) < 0 || repeat.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "repeat must be 0 or 30..86400 s, was " + repeat.toSeconds());
    }
    if (repeats < 0 || repeats > 1_000) {
      throw new IllegalArgumentException("repeats must be 0..1000, was " + repeats);
    }
    if (steps.isEmpty() && !never) {
      throw new IllegalArgumentException("what waits for the digest has nothing to repeat");
    }
  }

  public boolean digest() {
    return steps.isEmpty();
  }

  /** What is in force where nobody has said otherwise. */
  public static Policy byDefault(Severity severity) {
    return switch (severity) {
      case RED ->
          new Policy(
              List.of(
                  step(0, Target.DUTY),
                  step(60, Target.DEPUTIES),
                  step(60, Target.CONTROL_ROOM),
                  step(180, Target.TOP)),
              Duration.ofMinutes(3),
              0);
      case ORANGE ->
          new Policy(
              List.of(step(0, Target.DUTY), step(300, Target.DEPUTIES), step(900, Target.ABOVE)),
              Duration.ofMinutes(15),
              4);
      case YELLOW ->
          new Policy(List.of(step(0, Target.DUTY), step(1_800, Target.DEPUTIES)), Duration.ZERO, 0);
      case BLUE -> new Policy(List.of(), Duration.ZERO, 0);
    };
  }

  private static Step step(long afterSeconds, Target who) {
    return new Step(Duration.ofSeconds(afterSeconds), who, List.of());
  }
}
