package org.gridwatch.gateway.wire;

import java.time.Instant;

/**
 * One measurement, as the device took it.
 *
 * @param value in the unit of {@link Unit#of}; always finite
 * @param takenAt device time, which may be late or out of order; the arrival when it gave none
 * @param clocked whether the device itself gave the time: then a second reading of the same series
 *     and instant is the same reading
 */
public record Reading(
    DeviceName device,
    Quantity quantity,
    double value,
    Quality quality,
    Instant takenAt,
    boolean clocked)
    implements Word {
  public Reading {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(quantity + " must be finite, was " + value);
    }
  }
}
