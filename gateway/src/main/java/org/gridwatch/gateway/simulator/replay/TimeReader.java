package org.gridwatch.gateway.simulator.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The instants of a trace. Without a format: ISO dates and times with or without an offset, year
 * first, and epoch seconds or milliseconds. Day and month are never guessed.
 */
final class TimeReader {
  private static final List<DateTimeFormatter> USUAL =
      List.of(
          pattern("yyyy-M-d['T'][' ']H:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S]][XXX][X]"),
          pattern("yyyy/M/d['T'][' ']H:mm[:ss[.SSSSSS][.SSS]]"));
  private static final int FIRST_MILLIS_DIGITS = 12;

  private final Optional<DateTimeFormatter> format;
  private final ZoneId zone;

  /**
   * @param zone of local times; where clocks were put back, the first of the two instants is meant
   */
  TimeReader(Optional<String> format, ZoneId zone) {
    this.format = format.map(TimeReader::pattern);
    this.zone = zone;
  }

  private static DateTimeFormatter pattern(String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "--time-format '" + pattern + "': " + wrong.getMessage(), wrong);
    }
  }

  /** Empty when the text is no time in this format. */
  Optional<Instant> read(String text) {
    if (format.isPresent()) {
      return parse(format.get(), text);
    }
    Optional<Instant> epoch = epoch(text);
    for (int i = 0; i < USUAL.size() && epoch.isEmpty(); i++) {
      epoch = parse(USUAL.get(i), text);
    }
    return epoch;
  }

  private static Optional<Instant> epoch(String text) {
    boolean digits = text.length() >= 9 && text.length() <= 13;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = Character.isDigit(text.charAt(i));
    }
    if (!digits) {
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    return Optional.of(
        text.length() >= FIRST_MILLIS_DIGITS
            ? Instant.ofEpochMilli(number)
            : Instant.ofEpochSecond(number));
  }

  private Optional<Instant> parse(DateTimeFormatter formatter, String text) {
    try {
      TemporalAccessor time = formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          time instanceof OffsetDateTime exact
              ? exact.toInstant()
              : ((LocalDateTime) time).atZone(zone).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
