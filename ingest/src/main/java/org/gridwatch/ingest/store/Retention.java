package org.gridwatch.ingest.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * How long readings are kept; setting {@code retention}. Hours and days are kept for good.
 *
 * @param rawDays single readings, 2 or more; default 90
 * @param minuteDays roll-ups by the minute, at least as long; default 365
 * @param compressAfterDays with TimescaleDB, when single readings are compressed; default 7
 */
public record Retention(int rawDays, int minuteDays, int compressAfterDays) {
  public static final Retention DEFAULT = new Retention(90, 365, 7);

  public Retention {
    if (rawDays < 2 || minuteDays < rawDays || compressAfterDays < 1) {
      throw new IllegalArgumentException(
          "retention must be rawDays >= 2, minuteDays >= rawDays, compressAfterDays >= 1, was "
              + rawDays
              + ", "
              + minuteDays
              + ", "
              + compressAfterDays);
    }
  }

  /** Single readings before this instant may go. */
  Instant rawFrom(Instant now) {
    return midnight(now).minus(rawDays, ChronoUnit.DAYS);
  }

  Instant minutesFrom(Instant now) {
    return midnight(now).minus(minuteDays, ChronoUnit.DAYS);
  }

  Instant compressBefore(Instant now) {
    return midnight(now).minus(compressAfterDays, ChronoUnit.DAYS);
  }

  private static Instant midnight(Instant now) {
    return now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
  }
}
