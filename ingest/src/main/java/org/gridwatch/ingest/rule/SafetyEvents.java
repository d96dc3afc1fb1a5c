package org.gridwatch.ingest.rule;

import java.time.Duration;
import java.util.OptionalDouble;

/** What a camera's event makes of its device, and for how long. */
public final class SafetyEvents {
  /** An event that nobody ended is over when nothing was said about it for so long. */
  public static final Duration QUIET = Duration.ofMinutes(10);

  /** An event of which the device itself is less sure is stored, and changes no state. */
  public static final double LEAST_SCORE = 0.5;

  private SafetyEvents() {}

  /** NORMAL for what is worth knowing and no danger. */
  public static DeviceState judge(String type, OptionalDouble score) {
    if (score.orElse(1) < LEAST_SCORE) {
      return DeviceState.NORMAL;
    }
    return switch (type) {
      case "fire", "smoke" -> DeviceState.ALARM;
      case "tamper",
          "occlusion",
          "video_loss",
          "disk_full",
          "fault",
          "intrusion",
          "crowd",
          "loiter",
          "loitering" ->
          DeviceState.WARNING;
      default -> DeviceState.NORMAL;
    };
  }
}
