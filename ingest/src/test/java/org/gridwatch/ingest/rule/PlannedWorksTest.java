package org.gridwatch.ingest.rule;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.Holidays.Holiday;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PlannedWorksTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final Rules rules = new Rules(DATABASE.dataSource());
  private final PlannedWorks works = new PlannedWorks(DATABASE.dataSource());
  private final Holidays holidays = new Holidays(DATABASE.dataSource());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  private static PlannedWork.Wish wish(Instant from, Instant to) {
    return new PlannedWork.Wish(
        PlannedWork.Place.GRID, "C-E", Set.of(Kind.WATER), from, to, " new pipe ");
  }

  @Test
  void workEndsByItselfAndStaysToBeNamed() {
    var work = works.add(wish(NOON, NOON.plus(2, HOURS)), "wang");
    assertThat(work.covers(NOON)).isTrue();
    assertThat(work.covers(NOON.plus(2, HOURS))).isFalse();
    assertThat(works.endingAfter(NOON)).contains(work);
    assertThat(works.endingAfter(NOON.plus(2, HOURS))).doesNotContain(work);
    assertThat(works.find(work.id())).contains(work);
    assertThat(work.reason()).isEqualTo("new pipe");
  }

  @Test
  void workIsEndedOnceBeforeItsTime() {
    int id = works.add(wish(NOON, NOON.plus(2, HOURS)), "wang").id();
    var ended = works.end(id, NOON.plus(1, HOURS), "li").orElseThrow();
    assertThat(ended.covers(NOON.plus(59, MINUTES))).isTrue();
    assertThat(ended.covers(NOON.plus(1, HOURS))).isFalse();
    assertThat(ended.endedBy()).isEqualTo("li");
    assertThat(works.end(id, NOON.plus(1, HOURS), "li")).isEmpty();
    assertThat(works.end(4711, NOON, "li")).isEmpty();
  }

  @Test
  void workWithoutAnEndOrAReasonIsRefused() {
    assertThatThrownBy(() -> wish(NOON, NOON)).isInstanceOf(RuleRefusal.class);
    assertThatThrownBy(() -> wish(NOON, NOON.plus(91, DAYS))).isInstanceOf(RuleRefusal.class);
    assertThatThrownBy(
            () ->
                new PlannedWork.Wish(
                    PlannedWork.Place.DEVICE, "A", Set.of(), NOON, NOON.plus(1, HOURS), " "))
        .hasMessageContaining("1..500");
  }

  @Test
  void whoeverJudgesSeesEachChange() {
    long before = rules.revision();
    int id = works.add(wish(NOON, NOON.plus(2, HOURS)), "wang").id();
    works.end(id, NOON, "wang");
    holidays.set(2027, List.of(new Holiday(LocalDate.of(2027, 1, 1), "元旦")));
    assertThat(rules.revision()).isEqualTo(before + 3);
  }

  @Test
  void aYearsHolidaysAreReplacedAndNoOthers() {
    var newYear = new Holiday(LocalDate.of(2028, 1, 1), "元旦");
    var labour = new Holiday(LocalDate.of(2028, 5, 1), "劳动节");
    var other = new Holiday(LocalDate.of(2029, 1, 1), "元旦");
    holidays.set(2028, List.of(labour, newYear));
    holidays.set(2029, List.of(other));
    assertThat(holidays.of(2028)).containsExactly(newYear, labour);
    holidays.set(2028, List.of(labour));
    assertThat(holidays.of(2028)).containsExactly(labour);
    assertThat(holidays.of(2029)).containsExactly(other);
    assertThatThrownBy(() -> holidays.set(2028, List.of(other))).isInstanceOf(RuleRefusal.class);
    assertThatThrownBy(() -> holidays.set(2028, List.of(labour, labour)))
        .isInstanceOf(RuleRefusal.class);
    assertThat(holidays.of(2028)).containsExactly(labour);
  }
}
