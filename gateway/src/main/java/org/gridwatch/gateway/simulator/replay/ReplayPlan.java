package org.gridwatch.gateway.simulator.replay;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.gridwatch.gateway.wire.DeviceName;

/**
 * What is to be replayed; checked once, here.
 *
 * @param timeColumns one, or a date's and a time's; none with {@code step}
 * @param step between rows of a trace without times
 * @param start the first row's time with {@code step}
 * @param delimiter found in the first line when not given
 * @param speed so many recorded seconds in one; empty: as fast as the server acknowledges
 * @param token the device's; otherwise asked of the local installation
 * @param kind to register the device as, when it is not known
 */
record ReplayPlan(
    Path file,
    List<String> timeColumns,
    Optional<String> timeFormat,
    ZoneId zone,
    Optional<Duration> step,
    Optional<Instant> start,
    Optional<Character> delimiter,
    char decimalMark,
    Set<String> missingMarks,
    Charset charset,
    List<ColumnMap> columns,
    DeviceName device,
    Times times,
    OptionalDouble speed,
    URI broker,
    Optional<Path> trust,
    Optional<String> token,
    Path dataDir,
    int httpPort,
    String kind,
    boolean dryRun) {

  /** What becomes of the recorded times. */
  enum Times {
    /** All shifted alike so that the newest row is now. */
    ENDING_NOW,
    /** The first row is now, the others follow at the speed. */
    LIVE,
    /** As recorded. */
    ORIGINAL
  }

  ReplayPlan {
    require(
        step.isPresent() == timeColumns.isEmpty(),
        "give --time-column, or --step when the trace has no times, and not both");
    require(timeColumns.size() <= 2, "at most two time columns: a date and a time");
    require(
        step.filter(gap -> gap.isZero() || gap.isNegative()).isEmpty(),
        "--step must be longer than nothing");
    require(
        times != Times.ORIGINAL || step.isEmpty() || start.isPresent(),
        "--original-time with --step needs --start: when was the first row?");
    require(!columns.isEmpty(), "--map says which columns are which quantities");
    require(
        speed.isEmpty() || (speed.getAsDouble() > 0 && Double.isFinite(speed.getAsDouble())),
        "--speed must be more than 0");
    require(
        Set.of("mqtt", "mqtts").contains(broker.getScheme() == null ? "" : broker.getScheme()),
        "--mqtt-url must be mqtt://host:port or mqtts://host:port, was '" + broker + "'");
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
