package org.gridwatch.map.notify.duty;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.gridwatch.ingest.rule.Schedule;
import org.jspecify.annotations.Nullable;

/**
 * A person's turn, week by week.
 *
 * @param when hours and days, by the clock on the wall; a night belongs to the day it begins on
 * @param from its first day
 * @param to its last day; null: until further notice
 */
public record Shift(int id, int personId, Schedule when, LocalDate from, @Nullable LocalDate to) {
  public Shift {
    if (to != null && to.isBefore(from)) {
      throw new IllegalArgumentException(
          "a shift's last day " + to + " is before its first " + from);
    }
  }

  public boolean covers(Instant at, ZoneId zone, Predicate<LocalDate> isHoliday) {
    if (!when.covers(at, zone, isHoliday)) {
      return false;
    }
    LocalDate day = beganOn(at, zone);
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }

  private LocalDate beganOn(Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    boolean sinceYesterday =
        when.to().isBefore(when.from()) && local.toLocalTime().isBefore(when.to());
    return sinceYesterday ? local.toLocalDate().minusDays(1) : local.toLocalDate();
  }
}
