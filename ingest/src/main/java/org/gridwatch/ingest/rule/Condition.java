package org.gridwatch.ingest.rule;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.gridwatch.ingest.device.Kind;

/** When it is unsafe. A new kind of condition must not compile until everything handles it. */
public sealed interface Condition {
  int MOST_STEPS = Severity.values().length;

  /** The severities it can have, mildest first. */
  List<Severity> severities();

  /** Those that are judged by climbing steps; the measure is said by each. */
  sealed interface Stepped extends Condition {
    List<Step> steps();

    @Override
    default List<Severity> severities() {
      return steps().stream().map(Step::severity).toList();
    }
  }

  /** Those that look at the readings of some quantities as they come. */
  sealed interface Measured extends Stepped {
    Set<String> quantities();
  }

  /** The value itself: above, below, or outside a band. */
  record Level(Set<String> quantities, List<Step> steps) implements Measured {
    public Level {
      quantities = checkedQuantities(quantities);
      steps = checkedSteps(steps);
    }
  }

  /**
   * The change within a window: how far the value rose from its lowest (positive) or fell from its
   * highest (negative), whichever is more. A counter's change is what it counted.
   *
   * @param counter the value only grows; smaller again means it was reset or rolled over
   * @param rollover the value after which a counter starts at zero again; 0: unknown
   */
  record Rate(
      Set<String> quantities, Duration window, boolean counter, double rollover, List<Step> steps)
      implements Measured {
    public Rate {
      quantities = checkedQuantities(quantities);
      steps = checkedSteps(steps);
      between("window_s", window, Duration.ofSeconds(1), Duration.ofDays(2));
      if (!(rollover >= 0 && Double.isFinite(rollover))) {
        throw new RuleRefusal("rollover", rollover, "rollover must be a number from 0");
      }
    }
  }

  /**
   * The value as a multiple of what is usual at this hour of the week.
   *
   * @param weeks so many recent weeks say what is usual: the median of the same hour's means
   */
  record Baseline(Set<String> quantities, int weeks, List<Step> steps) implements Measured {
    public Baseline {
      quantities = checkedQuantities(quantities);
      steps = checkedSteps(steps);
      between("weeks", weeks, 1, 26);
    }
  }

  /**
   * The night's least flow as a multiple of the median of the nights before.
   *
   * @param from begin of the window, in the installation's zone; until its {@code to}
   * @param days so many nights before make the median; half of them must be there
   * @param nights so many nights in a row before it counts
   */
  record NightFlow(
      Set<String> quantities, LocalTime from, LocalTime to, int days, int nights, List<Step> steps)
      implements Stepped {
    public NightFlow {
      quantities = checkedQuantities(quantities);
      steps = checkedSteps(steps);
      between("days", days, 2, 60);
      between("nights", nights, 1, 14);
      if (!from.isBefore(to)) {
        throw new RuleRefusal("from", from, "the night window must end after it begins");
      }
    }
  }

  /** No word for so many expected intervals. */
  record Silent(List<Step> steps) implements Stepped {
    public Silent {
      steps = checkedSteps(steps);
      for (Step step : steps) {
        if (step.low() != null || step.high() == null || step.high().raise() < 1) {
          throw new RuleRefusal(
              "steps", step.severity().label(), "silence is at least 1 expected interval, 'high'");
        }
      }
    }
  }

  /** The device's clock is ahead of ours by so many seconds; lateness is no such sign. */
  record ClockAhead(List<Step> steps) implements Stepped {
    public ClockAhead {
      steps = checkedSteps(steps);
    }
  }

  /**
   * A camera or detector saw something.
   *
   * @param leastScore a device that is less sure is not believed; one that says nothing is
   * @param quiet over when nothing of the kind was seen for so long
   */
  record Seen(Set<String> types, double leastScore, Duration quiet, Severity severity)
      implements Condition {
    public Seen {
      if (types.isEmpty()) {
        throw new RuleRefusal("types", "", "an event rule needs at least one type");
      }
      types = Set.copyOf(types);
      if (!(leastScore >= 0 && leastScore <= 1)) {
        throw new RuleRefusal("least_score", leastScore, "a score is 0 to 1");
      }
      between("quiet_s", quiet, Duration.ZERO, Duration.ofDays(1));
    }

    @Override
    public List<Severity> severities() {
      return List.of(severity);
    }
  }

  /** Where several things must come together. */
  enum Around {
    DEVICE,
    BUILDING,
    GRID
  }

  /**
   * Several conditions hold at once, or within a window.
   *
   * @param parts each a condition of its own; their severities do not matter
   * @param atLeast so many of the parts
   * @param window they began no further apart than this; zero: all hold at this moment
   */
  record Together(
      List<Condition> parts, Around around, int atLeast, Duration window, Severity severity)
      implements Condition {
    public Together {
      parts = List.copyOf(parts);
      between("parts", parts.size(), 2, 8);
      between("at_least", atLeast, 1, parts.size());
      between("window_s", window, Duration.ZERO, Duration.ofDays(1));
      if (parts.stream().anyMatch(part -> part instanceof Together || part instanceof Spread)) {
        throw new RuleRefusal("parts", "together", "a part must be a condition of one device");
      }
    }

    @Override
    public List<Severity> severities() {
      return List.of(severity);
    }
  }

  /**
   * Several devices of a utility have an alert of a rule in one area.
   *
   * @param atLeast so many devices
   * @param radiusM within so many metres of one of them; 0: in one leaf grid
   * @param window raised no further apart than this
   * @param least alerts milder than this do not count
   */
  record Spread(
      Kind kind, int atLeast, double radiusM, Duration window, Severity least, Severity severity)
      implements Condition {
    public Spread {
      between("at_least", atLeast, 2, 1_000);
      between("window_s", window, Duration.ofSeconds(1), Duration.ofDays(1));
      if (!(radiusM >= 0 && radiusM <= 10_000)) {
        throw new RuleRefusal("radius_m", radiusM, "a radius is 0 (the grid) to 10000 m");
      }
    }

    /**
     * Whether an alert about this counts. A clock is no danger that spreads, and neither is
     * silence, but of cameras.
     */
    public boolean counts(String what) {
      return !what.equals("clock") && (!what.equals("silence") || kind == Kind.CAMERA);
    }

    @Override
    public List<Severity> severities() {
      return List.of(severity);
    }
  }

  private static Set<String> checkedQuantities(Set<String> quantities) {
    if (quantities.isEmpty()) {
      throw new RuleRefusal("quantities", "", "a rule needs at least one quantity");
    }
    return Set.copyOf(quantities);
  }

  /** At most one of each severity, mildest first. */
  private static List<Step> checkedSteps(List<Step> steps) {
    between("steps", steps.size(), 1, MOST_STEPS);
    for (int i = 1; i < steps.size(); i++) {
      if (!steps.get(i).severity().worseThan(steps.get(i - 1).severity())) {
        throw new RuleRefusal(
            "steps",
            steps.get(i).severity().label(),
            "steps go from mild to severe, each severity once");
      }
    }
    return List.copyOf(steps);
  }

  private static void between(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new RuleRefusal(field, value, field + " must be " + least + ".." + most);
    }
  }

  private static void between(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new RuleRefusal(
          field,
          value.toSeconds(),
          field + " must be " + least.toSeconds() + ".." + most.toSeconds());
    }
  }
}
