package org.gridwatch.ingest.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When a rule is in force, in the installation's zone. A span that ends before it begins goes over
 * midnight and belongs to the day it began on; equal ends are the whole day.
 *
 * @param days empty: every day
 * @param holidays whether holidays count as well, or only, or not
 */
public record Schedule(LocalTime from, LocalTime to, Set<DayOfWeek> days, Holidays holidays) {
  public static final Schedule ALWAYS =
      new Schedule(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of(), Holidays.ALSO);

  public enum Holidays {
    ALSO,
    NOT,
    ONLY
  }

  public Schedule {
    days = Set.copyOf(days);
  }

  /** Whether the rule judges what was taken at this instant. */
  public boolean covers(Instant at, ZoneId zone, Predicate<LocalDate> isHoliday) {
    if (days.isEmpty() && holidays == Holidays.ALSO && from.equals(to)) {
      return true; // as nearly all rules, for each of their readings
    }
    var local = at.atZone(zone);
    LocalDate day = local.toLocalDate();
    LocalTime time = local.toLocalTime();
    if (from.equals(to)) {
      return covers(day, isHoliday);
    }
    if (from.isBefore(to)) {
      return !time.isBefore(from) && time.isBefore(to) && covers(day, isHoliday);
    }
    return !time.isBefore(from)
        ? covers(day, isHoliday)
        : time.isBefore(to) && covers(day.minusDays(1), isHoliday);
  }

  private boolean covers(LocalDate day, Predicate<LocalDate> isHoliday) {
    boolean holiday = isHoliday.test(day);
    return switch (holidays) {
      case ONLY -> holiday;
      case NOT -> !holiday && inWeek(day);
      case ALSO -> inWeek(day) || holiday && days.isEmpty();
    };
  }

  private boolean inWeek(LocalDate day) {
    return days.isEmpty() || days.contains(day.getDayOfWeek());
  }
}
