package org.gridwatch.ingest.rule;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.rule.Schedule.Holidays.ALSO;
import static org.gridwatch.ingest.rule.Schedule.Holidays.NOT;
import static org.gridwatch.ingest.rule.Schedule.Holidays.ONLY;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate NATIONAL_DAY = LocalDate.parse("2026-10-01"); // a Thursday

  private static Schedule span(String from, String to, DayOfWeek... days) {
    return new Schedule(LocalTime.parse(from), LocalTime.parse(to), Set.of(days), ALSO);
  }

  private static boolean covers(Schedule schedule, String local) {
    Instant at = LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    return schedule.covers(at, SHANGHAI, NATIONAL_DAY::equals);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T07:59:59.999, false",
    "2026-11-23T08:00,        true",
    "2026-11-23T17:59:59.999, true",
    "2026-11-23T18:00,        false"
  })
  void aSpanBeginsWithItsFirstInstantAndEndsBeforeItsLast(String local, boolean covered) {
    assertThat(covers(span("08:00", "18:00"), local)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T21:59, false", // Friday
    "2026-11-27T22:00, true",
    "2026-11-28T00:00, true", // still the night that began on Friday
    "2026-11-28T05:59, true",
    "2026-11-28T06:00, false",
    "2026-11-28T22:00, false", // Saturday's own night
    "2026-11-27T05:00, false" // the night that began on Thursday
  })
  void aSpanOverMidnightBelongsToTheDayItBeganOn(String local, boolean covered) {
    assertThat(covers(span("22:00", "06:00", FRIDAY), local)).isEqualTo(covered);
  }

  @Test
  void equalEndsAreTheWholeDay() {
    assertThat(covers(span("00:00", "00:00", MONDAY), "2026-11-23T00:00")).isTrue();
    assertThat(covers(span("00:00", "00:00", MONDAY), "2026-11-23T23:59:59.999")).isTrue();
    assertThat(covers(span("00:00", "00:00", MONDAY), "2026-11-24T00:00")).isFalse();
    assertThat(covers(Schedule.ALWAYS, "2026-11-24T00:00")).isTrue();
  }

  @Test
  void holidaysCountAsWellOrOnlyOrNot() {
    var hours = LocalTime.MIDNIGHT;
    Set<DayOfWeek> everyDay = Set.of();
    var also = new Schedule(LocalTime.of(8, 0), LocalTime.of(18, 0), everyDay, ALSO);
    var not = new Schedule(hours, hours, everyDay, NOT);
    var only = new Schedule(hours, hours, everyDay, ONLY);
    assertThat(covers(also, "2026-10-01T12:00")).isTrue();
    assertThat(covers(not, "2026-10-01T12:00")).isFalse();
    assertThat(covers(not, "2026-10-02T12:00")).isTrue();
    assertThat(covers(only, "2026-10-01T12:00")).isTrue();
    assertThat(covers(only, "2026-10-02T12:00")).isFalse();
  }

  @Test
  void theNightAfterAHolidayIsTheHolidays() {
    var night = new Schedule(LocalTime.of(22, 0), LocalTime.of(6, 0), Set.of(), ONLY);
    assertThat(covers(night, "2026-10-02T03:00")).isTrue();
    assertThat(covers(night, "2026-10-01T03:00")).isFalse();
    assertThat(covers(night, "2026-10-02T23:00")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:30:00Z, true", // 01:30, before the clocks go forward
    "2026-03-29T01:00:00Z, false", // 03:00: there is no 02:00 this night
    "2026-10-25T00:00:00Z, true", // 02:00 summer time
    "2026-10-25T00:59:59Z, true",
    "2026-10-25T01:00:00Z, true", // 02:00 again, winter time
    "2026-10-25T01:59:59Z, true",
    "2026-10-25T02:00:00Z, false" // 03:00
  })
  void hoursAreThoseOnTheWallWhenTheClocksChange(Instant at, boolean covered) {
    assertThat(span("01:30", "03:00").covers(at, BERLIN, day -> false)).isEqualTo(covered);
  }

  @Test
  void anHourThatTheClocksLeaveOutIsNoHourOfThatDay() {
    var hour = span("02:00", "03:00");
    Instant begin = Instant.parse("2026-03-28T23:00:00Z");
    for (int minute = 0; minute < 23 * 60; minute++) {
      Instant at = begin.plusSeconds(minute * 60L);
      assertThat(hour.covers(at, BERLIN, day -> false)).as("%s", at).isFalse();
    }
  }

  @Test
  void aNightOverTheChangeOfClocksIsOneNight() {
    var night = span("22:00", "06:00", SATURDAY);
    Instant from = Instant.parse("2026-10-24T20:00:00Z"); // 22:00 summer time
    Instant to = Instant.parse("2026-10-25T05:00:00Z"); // 06:00 winter time: nine hours later
    assertThat(night.covers(from.minusMillis(1), BERLIN, day -> false)).isFalse();
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(600)) {
      assertThat(night.covers(at, BERLIN, day -> false)).as("%s", at).isTrue();
    }
    assertThat(night.covers(to, BERLIN, day -> false)).isFalse();
  }
}
