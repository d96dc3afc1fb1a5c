package org.gridwatch.ingest.rule;

/**
 * The limits of a quantity. At the limit is a breach. Once outside, a value must come back inside
 * by a fiftieth of the limit before the breach is over, so that noise at the limit does not
 * flicker.
 *
 * @param warnLow negative infinity: no limit on that side; likewise the others
 */
public record Band(double warnLow, double warnHigh, double alarmLow, double alarmHigh) {
  public static final Band NONE =
      new Band(
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY);

  private static final double WAY_BACK = 0.02;

  public Band {
    if (!(warnLow < warnHigh && alarmLow < alarmHigh)) {
      throw new IllegalArgumentException(
          "limits must be low < high, were warning %s..%s and alarm %s..%s"
              .formatted(warnLow, warnHigh, alarmLow, alarmHigh));
    }
  }

  /** NORMAL, WARNING or ALARM; {@code was} is what the series was before this value. */
  public DeviceState judge(double value, DeviceState was) {
    if (outside(value, alarmLow, alarmHigh, was == DeviceState.ALARM)) {
      return DeviceState.ALARM;
    }
    return outside(value, warnLow, warnHigh, was != DeviceState.NORMAL)
        ? DeviceState.WARNING
        : DeviceState.NORMAL;
  }

  private static boolean outside(double value, double low, double high, boolean already) {
    return already
        ? value <= low + wayBack(low) || value >= high - wayBack(high)
        : value <= low || value >= high;
  }

  private static double wayBack(double limit) {
    return Double.isInfinite(limit) ? 0 : Math.abs(limit) * WAY_BACK;
  }
}
