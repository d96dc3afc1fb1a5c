package org.gridwatch.ingest.store;

import java.time.Duration;
import java.util.Arrays;

/** How finely a chart can be answered. */
public enum Step {
  RAW("raw", Duration.ZERO),
  MINUTE("1m", Duration.ofMinutes(1)),
  HOUR("1h", Duration.ofHours(1)),
  DAY("1d", Duration.ofDays(1));

  private final String word;
  private final Duration length;

  Step(String word, Duration length) {
    this.word = word;
    this.length = length;
  }

  /** As it is called in tables and on the wire: raw, 1m, 1h, 1d. */
  public String word() {
    return word;
  }

  static Step of(String word) {
    return Arrays.stream(values())
        .filter(step -> step.word.equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("step must be raw, 1m, 1h or 1d, was " + word));
  }

  Duration length() {
    return length;
  }
}
