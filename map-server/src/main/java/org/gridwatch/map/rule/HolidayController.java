package org.gridwatch.map.rule;

import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Holidays;
import org.gridwatch.ingest.rule.Holidays.Holiday;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Rights;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The days that schedules of rules know as holidays, a year at a time. */
@RestController
@RequestMapping("/api/v1/holidays")
class HolidayController {
  private static final int MOST = 366;

  record Day(@Nullable LocalDate day, @Nullable String name) {
    Holiday checked() {
      if (day == null) {
        throw new BadInput("day", null, "day must be given");
      }
      return new Holiday(day, name == null ? "" : name);
    }
  }

  record Wish(@Nullable List<Day> days) {}

  record Year(int year, List<Holiday> days) {}

  private final Holidays holidays;
  private final AuditLog audit;

  HolidayController(Holidays holidays, AuditLog audit) {
    this.holidays = holidays;
    this.audit = audit;
  }

  @Operation(summary = "Read the holidays of a year")
  @GetMapping
  Year of(@RequestParam int year) {
    return new Year(checked(year), holidays.of(year));
  }

  /** These and no others. */
  @Operation(summary = "Set the holidays of a year")
  @PutMapping
  Year set(Rights rights, @RequestParam int year, @RequestBody Wish wish) {
    RuleController.requireWholeCommunity(rights);
    if (wish.days == null || wish.days.size() > MOST) {
      throw new BadInput("days", wish.days, "days must be a list of at most 366");
    }
    holidays.set(checked(year), wish.days.stream().map(Day::checked).toList());
    audit.write("holidays.change", Integer.toString(year), Map.of("days", wish.days.size()));
    return of(year);
  }

  private static int checked(int year) {
    if (year < 2000 || year > 2100) {
      throw new BadInput("year", year, "year must be 2000..2100, was " + year);
    }
    return year;
  }
}
