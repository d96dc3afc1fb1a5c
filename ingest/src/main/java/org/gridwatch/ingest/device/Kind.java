package org.gridwatch.ingest.device;

import java.util.Locale;
import java.util.Optional;

/** The four kinds of device that a community has. */
public enum Kind {
  GAS(300),
  WATER(300),
  POWER(300),
  CAMERA(60);

  private final int usualIntervalSeconds;

  Kind(int usualIntervalSeconds) {
    this.usualIntervalSeconds = usualIntervalSeconds;
  }

  /** As stored and as said in the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a device of this kind is expected to keep when nobody said otherwise. */
  public int usualIntervalSeconds() {
    return usualIntervalSeconds;
  }

  /** Understands the stored word and the Chinese one that lists from the field use. */
  public static Optional<Kind> parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "gas", "燃气", "天然气", "煤气" -> Optional.of(GAS);
      case "water", "水", "供水", "水务", "自来水" -> Optional.of(WATER);
      case "power", "electricity", "电", "电力", "供电" -> Optional.of(POWER);
      case "camera", "video", "摄像头", "摄像机", "视频", "监控" -> Optional.of(CAMERA);
      default -> Optional.empty();
    };
  }
}
