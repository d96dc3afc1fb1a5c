package org.gridwatch.gateway.simulator.replay;

import java.time.Instant;
import java.util.OptionalDouble;
import org.gridwatch.gateway.simulator.replay.ReplayPlan.Times;

/**
 * From recorded times to those that are published, and to when they are published.
 *
 * @param first of the trace's rows
 * @param newest the latest time in the trace
 * @param now when the replay starts
 */
record Retiming(Times times, OptionalDouble speed, Instant first, Instant newest, Instant now) {

  /** The device time to publish, epoch ms. */
  long deviceTime(Instant recorded) {
    return switch (times) {
      case ENDING_NOW -> recorded.toEpochMilli() + now.toEpochMilli() - newest.toEpochMilli();
      case ORIGINAL -> recorded.toEpochMilli();
      case LIVE -> dueAt(recorded);
    };
  }

  /** When to publish it, epoch ms; without a speed at once. */
  long dueAt(Instant recorded) {
    return speed.isEmpty()
        ? now.toEpochMilli()
        : now.toEpochMilli()
            + Math.round((recorded.toEpochMilli() - first.toEpochMilli()) / speed.getAsDouble());
  }
}
