package org.gridwatch.ingest.rule.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.gridwatch.ingest.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done, and beside it another version of it.
 *
 * @param readingsFrom single readings before it were dropped
 * @param zone of the days
 * @param other null: nothing was compared
 * @param compared null likewise
 */
public record TrialResult(
    Instant from,
    Instant to,
    Instant readingsFrom,
    String zone,
    long tookMs,
    Side rule,
    @Nullable Side other,
    @Nullable Compared compared) {

  /**
   * One version.
   *
   * @param version 0: not stored yet
   * @param looked readings, nights, events or alerts that were looked at
   * @param cut there would have been more than are counted
   * @param alerts the newest of them, newest first
   */
  public record Side(
      int version,
      int devices,
      int series,
      long looked,
      int total,
      boolean cut,
      Counts counts,
      List<Day> days,
      List<Alert> alerts,
      List<Noisy> noisiest,
      Marks marks) {}

  public record Counts(int red, int orange, int yellow, int blue) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts and(Severity one) {
      return switch (one) {
        case RED -> new Counts(red + 1, orange, yellow, blue);
        case ORANGE -> new Counts(red, orange + 1, yellow, blue);
        case YELLOW -> new Counts(red, orange, yellow + 1, blue);
        case BLUE -> new Counts(red, orange, yellow, blue + 1);
      };
    }
  }

  public record Day(LocalDate day, Counts counts) {}

  /**
   * One alert it would have raised.
   *
   * @param clearedAt null: it still stands at the end
   * @param value null: there is no number
   * @param alertId of the real one it overlaps; 0: there was none
   * @param judged what that was marked: real, false, or empty
   * @param also whether the other version raises it too; null: nothing was compared
   */
  public record Alert(
      String subject,
      String device,
      String deviceLabel,
      String what,
      String severity,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      long lastedS,
      @Nullable Double value,
      int repeats,
      long alertId,
      String judged,
      @Nullable Boolean also) {}

  public record Noisy(String device, String deviceLabel, int count, long lastedS) {}

  /**
   * What real alerts of the rule were marked.
   *
   * @param real it would have raised so many that were marked real
   * @param falseOnes it would have raised so many that were marked false
   * @param unmarked so many that nobody marked
   * @param fresh it would have raised so many where there was none
   * @param missedReal so many that were marked real it would not have raised
   * @param sparedFalse so many that were marked false it would have spared
   */
  public record Marks(
      int real, int falseOnes, int unmarked, int fresh, int missedReal, int sparedFalse) {}

  /** How many only this version raises, only the other, and both. */
  public record Compared(int onlyRule, int onlyOther, int both) {}
}
