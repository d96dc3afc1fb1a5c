package org.gridwatch.map.notify.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridwatch.ingest.rule.Schedule;
import org.gridwatch.map.notify.duty.Post.Term;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wang leads grid 3; Li, Zhao and Sun are about, Qian leads grid 2 above it, Zhou the whole
 * community (1).
 */
class DutyTest {
  private static final ZoneId SHIYAN = ZoneId.of("Asia/Shanghai");
  private static final Instant EVER = Instant.parse("2020-01-01T00:00:00Z");
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final Set<DayOfWeek> WEEKDAYS =
      Set.of(
          DayOfWeek.MONDAY,
          DayOfWeek.TUESDAY,
          DayOfWeek.WEDNESDAY,
          DayOfWeek.THURSDAY,
          DayOfWeek.FRIDAY);
  private static final Schedule BY_DAY = hours("08:00", "20:00", Set.of());
  private static final Schedule BY_NIGHT = hours("20:00", "08:00", Set.of());
  private static final int WANG = 1;
  private static final int LI = 2;
  private static final int ZHAO = 3;
  private static final int SUN = 4;
  private static final int QIAN = 5;
  private static final int ZHOU = 6;

  private final Map<Integer, Person> people = new HashMap<>();

  DutyTest() {
    var names = List.of("Wang", "Li", "Zhao", "Sun", "Qian", "Zhou");
    for (int id = 1; id <= names.size(); id++) {
      people.put(id, new Person(id, names.get(id - 1), null, List.of(), List.of()));
    }
  }

  private static Schedule hours(String from, String to, Set<DayOfWeek> days) {
    return new Schedule(LocalTime.parse(from), LocalTime.parse(to), days, Schedule.Holidays.ALSO);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SHIYAN).toInstant();
  }

  private static Shift shift(int person, Schedule when) {
    return new Shift(0, person, when, FIRST_DAY, null);
  }

  private static Term since(int person, Instant from) {
    return new Term(person, new Span(from, null));
  }

  private static Span span(String from, String to) {
    return new Span(at(from), at(to));
  }

  private Post post(List<Shift> rota, List<Swap> swaps) {
    return new Post(
        3, "A", "A", 2, List.of(since(WANG, EVER)), List.of(since(SUN, EVER)), rota, swaps);
  }

  private Roster roster(Post leaf) {
    var above =
        new Post(2, "B", "B", 1, List.of(since(QIAN, EVER)), List.of(), List.of(), List.of());
    var all = new Post(1, "C", "C", 0, List.of(since(ZHOU, EVER)), List.of(), List.of(), List.of());
    return new Roster(
        Map.of(3, leaf, 2, above, 1, all), people, Set.of(LocalDate.of(2026, 10, 1)), SHIYAN);
  }

  private String who(Post leaf, Instant at) {
    return who(roster(leaf), at);
  }

  private static String who(Roster roster, Instant at) {
    return Duty.of(roster, 3, at).orElseThrow().first().stream()
        .map(one -> one.person().name() + " " + one.because().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private void away(int person, Span leave) {
    var was = Objects.requireNonNull(people.get(person));
    people.put(person, new Person(person, was.name(), was.retiredAt(), List.of(), List.of(leave)));
  }

  private void retire(int person, Instant at) {
    people.put(
        person,
        new Person(
            person, Objects.requireNonNull(people.get(person)).name(), at, List.of(), List.of()));
  }

  @Test
  void whereNobodyIsOnDutyTheLeaderAnswers() {
    var answer =
        Duty.of(roster(post(List.of(), List.of())), 3, at("2026-05-04T12:00")).orElseThrow();
    assertThat(answer.first()).extracting(one -> one.person().name()).containsExactly("Wang");
    assertThat(answer.deputies()).extracting(Person::name).containsExactly("Sun");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T07:59:59, Zhao rota", // of the night that began on Sunday
    "2026-05-04T08:00, Li rota",
    "2026-05-04T19:59:59, Li rota",
    "2026-05-04T20:00, Zhao rota",
    "2026-05-05T00:00, Zhao rota",
  })
  void turnsChangeAtTheirTick(String local, String who) {
    assertThat(who(post(List.of(shift(LI, BY_DAY), shift(ZHAO, BY_NIGHT)), List.of()), at(local)))
        .isEqualTo(who);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-08T23:00, Zhao rota", // Friday's night
    "2026-05-09T07:00, Zhao rota", // and its end on Saturday
    "2026-05-09T23:00, Wang leader",
    "2026-05-11T07:00, Wang leader", // Sunday's night would be
    "2026-05-11T20:00, Zhao rota",
  })
  void aNightBelongsToTheDayItBeginsOn(String local, String who) {
    var nights = shift(ZHAO, hours("20:00", "08:00", WEEKDAYS));
    assertThat(who(post(List.of(nights), List.of()), at(local))).isEqualTo(who);
  }

  @Test
  void aGapInTheRotaIsTheLeadersAndAnOverlapIsBoths() {
    var mornings = shift(LI, hours("08:00", "13:00", Set.of()));
    var afternoons = shift(ZHAO, hours("12:00", "18:00", Set.of()));
    var post = post(List.of(mornings, afternoons), List.of());
    assertThat(who(post, at("2026-05-04T12:30"))).isEqualTo("Li rota, Zhao rota");
    assertThat(who(post, at("2026-05-04T18:00"))).isEqualTo("Wang leader");
  }

  @Test
  void aHolidayHasItsOwnTurns() {
    var usual =
        shift(
            LI,
            new Schedule(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of(), Schedule.Holidays.NOT));
    var feast =
        shift(
            ZHAO,
            new Schedule(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of(), Schedule.Holidays.ONLY));
    var post = post(List.of(usual, feast), List.of());
    assertThat(who(post, at("2026-09-30T23:59:59"))).isEqualTo("Li rota");
    assertThat(who(post, at("2026-10-01T00:00"))).isEqualTo("Zhao rota");
    assertThat(who(post, at("2026-10-02T00:00"))).isEqualTo("Li rota");
  }

  @Test
  void aShiftLastsFromItsFirstDayToItsLast() {
    var may = new Shift(0, LI, BY_NIGHT, LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 31));
    var post = post(List.of(may), List.of());
    assertThat(who(post, at("2026-05-01T07:00"))).as("April's last night").isEqualTo("Wang leader");
    assertThat(who(post, at("2026-05-01T20:00"))).isEqualTo("Li rota");
    assertThat(who(post, at("2026-06-01T07:59"))).as("May's last night").isEqualTo("Li rota");
    assertThat(who(post, at("2026-06-01T20:00"))).isEqualTo("Wang leader");
  }

  @Test
  void aSwapTakesTheTurnsOfTheOneItReplaces() {
    var rota = List.of(shift(LI, BY_DAY), shift(ZHAO, BY_NIGHT));
    var swap = new Swap(1, SUN, LI, span("2026-05-04T00:00", "2026-05-06T00:00"));
    var post = post(rota, List.of(swap));
    assertThat(who(post, at("2026-05-04T12:00"))).isEqualTo("Sun swap");
    assertThat(who(post, at("2026-05-04T21:00"))).as("not Li's turn").isEqualTo("Zhao rota");
    assertThat(who(post, at("2026-05-06T12:00"))).isEqualTo("Li rota");
  }

  @Test
  void ofTwoSwapsTheLaterOneWins() {
    var rota = List.of(shift(LI, BY_DAY));
    var whole = span("2026-05-04T00:00", "2026-05-05T00:00");
    var post = post(rota, List.of(new Swap(1, SUN, LI, whole), new Swap(2, ZHAO, LI, whole)));
    assertThat(who(post, at("2026-05-04T12:00"))).isEqualTo("Zhao swap");
    var all = post(rota, List.of(new Swap(1, SUN, LI, whole), new Swap(2, ZHAO, 0, whole)));
    assertThat(who(all, at("2026-05-04T12:00"))).isEqualTo("Zhao swap");
    assertThat(who(all, at("2026-05-04T23:00"))).as("whole day").isEqualTo("Zhao swap");
  }

  @Test
  void whoTookASwapAndIsAwayGivesTheTurnBack() {
    var whole = span("2026-05-04T00:00", "2026-05-05T00:00");
    away(SUN, whole);
    var post = post(List.of(shift(LI, BY_DAY)), List.of(new Swap(1, SUN, LI, whole)));
    assertThat(who(post, at("2026-05-04T12:00"))).isEqualTo("Li rota");
  }

  @Test
  void onLeaveTheNextOneAnswers() {
    away(LI, span("2026-05-04T12:00", "2026-05-04T14:00"));
    var post = post(List.of(shift(LI, BY_DAY)), List.of());
    assertThat(who(post, at("2026-05-04T11:59:59"))).isEqualTo("Li rota");
    assertThat(who(post, at("2026-05-04T12:00"))).isEqualTo("Wang leader");
    assertThat(who(post, at("2026-05-04T14:00"))).isEqualTo("Li rota");
    away(WANG, span("2026-05-04T00:00", "2026-05-05T00:00"));
    assertThat(who(post, at("2026-05-04T12:00"))).isEqualTo("Sun deputy");
    away(SUN, span("2026-05-04T00:00", "2026-05-05T00:00"));
    assertThat(who(post, at("2026-05-04T12:00"))).as("nobody here").isEmpty();
    assertThat(Duty.upwards(roster(post), 3, at("2026-05-04T12:00")))
        .extracting(answer -> answer.first().stream().map(one -> one.person().name()).toList())
        .containsExactly(List.of(), List.of("Qian"), List.of("Zhou"));
  }

  @Test
  void whoIsRetiredIsAskedNoMore() {
    retire(LI, at("2026-05-04T12:00"));
    var post = post(List.of(shift(LI, BY_DAY)), List.of());
    assertThat(who(post, at("2026-05-04T11:59:59"))).isEqualTo("Li rota");
    assertThat(who(post, at("2026-05-04T12:00"))).isEqualTo("Wang leader");
  }

  @Test
  void aGridThatChangesHandsIsTheNewLeadersFromThatInstant() {
    var change = at("2026-05-04T12:00");
    var leaders = List.of(new Term(WANG, new Span(EVER, change)), since(LI, change));
    var post = new Post(3, "A", "A", 2, leaders, List.of(), List.of(), List.of());
    assertThat(who(post, change.minusMillis(1))).isEqualTo("Wang leader");
    assertThat(who(post, change)).isEqualTo("Li leader");
  }

  @Test
  void aGridThatNoLongerIsBelongsToTheOneAbove() {
    var end = at("2026-05-04T12:00");
    var gone =
        new Post(
            3,
            "A",
            "A",
            2,
            List.of(new Term(WANG, new Span(EVER, end))),
            List.of(),
            List.of(),
            List.of());
    assertThat(Duty.upwards(roster(gone), 3, end).get(1).first())
        .extracting(one -> one.person().name())
        .containsExactly("Qian");
    assertThat(Duty.of(roster(gone), 99, end)).isEmpty();
    assertThat(Duty.upwards(roster(gone), 99, end)).isEmpty();
  }

  @Test
  void whoIsAskedFirstIsNotADeputyAsWell() {
    var post = post(List.of(shift(SUN, BY_DAY)), List.of());
    assertThat(Duty.of(roster(post), 3, at("2026-05-04T12:00")).orElseThrow().deputies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // the night of the change to summer time, in which 02:00 to 03:00 is no time at all
    "2026-03-28T23:30:00Z, Wang leader",
    "2026-03-29T00:30:00Z, Li rota", // 01:30
    "2026-03-29T01:30:00Z, Li rota", // 03:30
    "2026-03-29T02:00:00Z, Wang leader", // 04:00
    // and the night in which it comes twice
    "2026-10-24T23:30:00Z, Li rota", // 01:30
    "2026-10-25T00:30:00Z, Li rota", // 02:30
    "2026-10-25T01:30:00Z, Li rota", // 02:30 again
    "2026-10-25T03:00:00Z, Wang leader", // 04:00
  })
  void turnsGoByTheClockOnTheWallWhenItIsMoved(Instant at, String who) {
    var post = post(List.of(shift(LI, hours("01:00", "04:00", Set.of()))), List.of());
    var berlin = ZoneId.of("Europe/Berlin");
    var here = roster(post);
    assertThat(who(new Roster(here.posts(), here.people(), Set.of(), berlin), at)).isEqualTo(who);
  }

  @Test
  void quietHoursGoOverMidnight() {
    var way = way(new Way.Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0)));
    assertThat(way.quietAt(at("2026-05-04T21:59:59"), SHIYAN)).isFalse();
    assertThat(way.quietAt(at("2026-05-04T22:00"), SHIYAN)).isTrue();
    assertThat(way.quietAt(at("2026-05-05T06:59:59"), SHIYAN)).isTrue();
    assertThat(way.quietAt(at("2026-05-05T07:00"), SHIYAN)).isFalse();
    assertThat(way(null).quietAt(at("2026-05-05T03:00"), SHIYAN)).isFalse();
  }

  private static Way way(Way.@Nullable Quiet quiet) {
    return new Way(1, Means.SMS, "13800000000", true, quiet);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> span("2026-05-05T00:00", "2026-05-04T00:00"))
        .hasMessageContaining("must not end");
    assertThatThrownBy(() -> new Shift(0, LI, BY_DAY, FIRST_DAY, FIRST_DAY.minusDays(1)))
        .hasMessageContaining("last day 2025-12-31");
    assertThatThrownBy(() -> new Way.Quiet(LocalTime.NOON, LocalTime.NOON))
        .hasMessageContaining("12:00");
  }
}
