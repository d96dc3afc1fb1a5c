package org.gridwatch.map.settings;

import org.gridwatch.map.account.BadInput;

/**
 * How long readings are kept; hours and days of them are kept for ever.
 *
 * @param rawDays each reading, 7..3650
 * @param minuteDays one value a minute, at least as long as the readings, at most 3650
 */
public record Retention(int rawDays, int minuteDays) {
  static final Retention DEFAULT = new Retention(90, 365);
  private static final int LEAST = 7;
  private static final int MOST = 3650;

  public Retention {
    if (rawDays < LEAST || rawDays > MOST) {
      throw new BadInput(
          "retention.rawDays", rawDays, "retention.rawDays must be 7..3650, was " + rawDays);
    }
    if (minuteDays < rawDays || minuteDays > MOST) {
      throw new BadInput(
          "retention.minuteDays",
          minuteDays,
          "retention.minuteDays must be rawDays (" + rawDays + ")..3650, was " + minuteDays);
    }
  }
}
