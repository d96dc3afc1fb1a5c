package org.gridwatch.gateway.simulator.life;

import java.time.Instant;

/**
 * How a community's use goes up and down through the day and the week, around a mean of about 1.
 * The sum over time is exact, so counters fit the curve and only grow.
 */
final class Rhythm {
  private static final int WEEK = 168;
  private static final Instant A_MONDAY = Instant.parse("2023-12-31T16:00:00Z"); // 00:00 at +08:00

  /** Up early, cooking at noon, showers in the evening; on free days later and longer. */
  static final Rhythm WATER =
      new Rhythm(
          new double[] {
            .30, .20, .16, .15, .20, .45, 1.10, 1.60, 1.35, 1.00, .95, 1.10, 1.25, 1.00, .80, .80,
            .95, 1.25, 1.70, 1.95, 1.90, 1.65, 1.10, .60
          },
          new double[] {
            .38, .24, .18, .16, .18, .30, .65, 1.15, 1.60, 1.65, 1.45, 1.40, 1.45, 1.20, 1.05, 1.05,
            1.15, 1.40, 1.70, 1.90, 1.85, 1.65, 1.20, .70
          });

  static final Rhythm POWER =
      new Rhythm(
          new double[] {
            .70, .58, .52, .50, .52, .60, .82, 1.00, .92, .85, .85, .95, 1.08, .98, .88, .86, .92,
            1.12, 1.42, 1.62, 1.65, 1.52, 1.22, .92
          },
          new double[] {
            .78, .64, .56, .52, .52, .56, .68, .85, 1.00, 1.05, 1.08, 1.15, 1.22, 1.15, 1.05, 1.02,
            1.06, 1.22, 1.46, 1.62, 1.62, 1.52, 1.28, 1.00
          });

  /** Three meals. */
  static final Rhythm GAS =
      new Rhythm(
          new double[] {
            .15, .08, .06, .06, .12, .60, 1.60, 1.50, .70, .50, .95, 2.20, 1.90, .70, .45, .50,
            1.10, 2.60, 2.90, 2.00, 1.30, 1.00, .60, .30
          },
          new double[] {
            .20, .10, .06, .06, .08, .30, .90, 1.50, 1.30, .80, 1.30, 2.50, 2.20, .90, .60, .65,
            1.30, 2.70, 2.90, 2.00, 1.35, 1.05, .70, .40
          });

  private final double[] hours = new double[WEEK];
  private final double[] before = new double[WEEK + 1];

  private Rhythm(double[] workday, double[] freeDay) {
    for (int hour = 0; hour < WEEK; hour++) {
      hours[hour] = (hour / 24 < 5 ? workday : freeDay)[hour % 24];
    }
    for (int hour = 0; hour < WEEK; hour++) {
      before[hour + 1] = before[hour] + (hours[hour] + hours[(hour + 1) % WEEK]) / 2;
    }
  }

  double at(Instant time) {
    double hour = hourOfWeek(time);
    int whole = (int) hour;
    return value(whole, hour - whole);
  }

  /** The sum of the curve since a Monday long ago, in hours. */
  double total(Instant time) {
    double hour = hourOfWeek(time);
    int whole = (int) hour;
    double part = hour - whole;
    return weeks(time) * before[WEEK]
        + before[whole]
        + part * (hours[whole] + value(whole, part)) / 2;
  }

  private double value(int hour, double part) {
    return hours[hour] * (1 - part) + hours[(hour + 1) % WEEK] * part;
  }

  private static double hourOfWeek(Instant time) {
    return Math.floorMod(sinceMonday(time), WEEK * 3_600_000L) / 3_600_000.0;
  }

  private static long weeks(Instant time) {
    return Math.floorDiv(sinceMonday(time), WEEK * 3_600_000L);
  }

  private static long sinceMonday(Instant time) {
    return time.toEpochMilli() - A_MONDAY.toEpochMilli();
  }

  /** Outdoors in °C: cold in January, warm in July, warmest at three in the afternoon. */
  static double outdoors(Instant time, Chance chance) {
    double dayOfYear = Math.floorMod(time.getEpochSecond() + 28_800, 31_556_952L) / 86_400.0;
    double hour = hourOfWeek(time) % 24;
    double season = 16 - 12 * StrictMath.cos(2 * StrictMath.PI * (dayOfYear - 16) / 365.2425);
    double day = 4 * StrictMath.cos(2 * StrictMath.PI * (hour - 15) / 24);
    return season + day + 3 * chance.wander("weather", time, 86_400);
  }
}
