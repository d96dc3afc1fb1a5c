package org.gridwatch.ingest.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gridwatch.ingest.device.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Announced work: while it lasts, alerts of what it touches are kept quiet, with a trace.
 *
 * @param ref the device's name, the building's id or the grid's code
 * @param kinds whose alerts; empty: all
 * @param endedAt before its time; null: it was not
 */
public record PlannedWork(
    int id,
    Place place,
    String ref,
    Set<Kind> kinds,
    Instant from,
    Instant to,
    String reason,
    String madeBy,
    Instant madeAt,
    @Nullable Instant endedAt,
    @Nullable String endedBy) {

  /** What is worked on. */
  public enum Place {
    DEVICE,
    BUILDING,
    GRID;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Place> parse(String label) {
      return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
    }
  }

  /** What somebody announces; refuses what cannot be. */
  public record Wish(
      Place place, String ref, Set<Kind> kinds, Instant from, Instant to, String reason) {
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int LONGEST_REASON = 500;

    public Wish {
      kinds = Set.copyOf(kinds);
      reason = reason.strip();
      if (!to.isAfter(from)) {
        throw new RuleRefusal("to", to, "planned work must end after it begins");
      }
      if (Duration.between(from, to).compareTo(LONGEST) > 0) {
        throw new RuleRefusal("to", to, "planned work lasts at most 90 days");
      }
      if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
        throw new RuleRefusal("reason", reason.length(), "a reason must have 1..500 characters");
      }
    }
  }

  public PlannedWork {
    kinds = Set.copyOf(kinds);
  }

  /** Whether alerts raised at that instant are quiet for it. */
  public boolean covers(Instant at) {
    return !at.isBefore(from) && at.isBefore(to) && (endedAt == null || at.isBefore(endedAt));
  }
}
