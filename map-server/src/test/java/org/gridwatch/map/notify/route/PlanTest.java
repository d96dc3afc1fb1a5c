package org.gridwatch.map.notify.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridwatch.ingest.rule.Schedule;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.duty.Means;
import org.gridwatch.map.notify.duty.Person;
import org.gridwatch.map.notify.duty.Post;
import org.gridwatch.map.notify.duty.Roster;
import org.gridwatch.map.notify.duty.Shift;
import org.gridwatch.map.notify.duty.Span;
import org.gridwatch.map.notify.duty.Way;
import org.gridwatch.map.notify.route.Policy.Step;
import org.junit.jupiter.api.Test;

/** Li has the evenings and Zhao the nights of grid A; Wang leads it, Sun deputises; B is above. */
class PlanTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant EVER = Instant.parse("2020-01-01T00:00:00Z");
  private static final Way.Quiet NIGHT = new Way.Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0));
  private static final Way CALL = new Way(1, Means.VOICE, "13800000001", true, null);
  private static final Way MAIL = new Way(2, Means.EMAIL, "a@example.org", true, NIGHT);

  private final Map<Integer, Person> people = new HashMap<>();

  PlanTest() {
    var names = List.of("Wang", "Li", "Zhao", "Sun", "Qian", "Zhou");
    for (int id = 1; id <= names.size(); id++) {
      reached(id, names.get(id - 1), MAIL, CALL);
    }
  }

  private void reached(int id, String name, Way... ways) {
    people.put(id, new Person(id, name, null, List.of(ways), List.of()));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant();
  }

  private static Shift shift(int person, String from, String to) {
    var when =
        new Schedule(LocalTime.parse(from), LocalTime.parse(to), Set.of(), Schedule.Holidays.ALSO);
    return new Shift(0, person, when, LocalDate.of(2026, 1, 1), null);
  }

  private static List<Post.Term> held(int person) {
    return List.of(new Post.Term(person, new Span(EVER, null)));
  }

  private Roster roster() {
    var a =
        new Post(
            3,
            "A",
            "A",
            2,
            held(1),
            held(4),
            List.of(shift(2, "16:00", "00:00"), shift(3, "00:00", "08:00")),
            List.of());
    var b = new Post(2, "B", "B", 1, held(5), List.of(), List.of(), List.of());
    var c = new Post(1, "C", "C", 0, held(6), List.of(), List.of(), List.of());
    return new Roster(Map.of(3, a, 2, b, 1, c), people, Set.of(), ZONE);
  }

  private List<String> told(Severity severity, String raised, Duration howLong) {
    return told(Policy.byDefault(severity), severity, raised, howLong);
  }

  private List<String> told(Policy policy, Severity severity, String raised, Duration howLong) {
    var from = at(raised);
    return Plan.of(policy, severity, roster(), 3, from, from.plus(howLong)).stream()
        .map(call -> line(call, from))
        .toList();
  }

  private static String line(Plan.Call call, Instant from) {
    var people =
        call.told().stream()
            .map(one -> one.person().name() + (one.again() ? " again" : "") + by(one.ways()))
            .collect(Collectors.joining(", "));
    return "%d s %s%s %s"
        .formatted(
            Duration.between(from, call.at()).toSeconds(),
            call.who().label(),
            call.nobody() == Plan.Nobody.NO ? "" : " " + call.nobody().label(),
            people)
        .strip();
  }

  private static String by(List<Way> ways) {
    return ways.stream().map(way -> way.means().label()).toList().toString();
  }

  @Test
  void redGoesFromWhoIsOnDutyToTheWholeCommunityAndIsRepeatedUntilSomebodyHasIt() {
    assertThat(told(Severity.RED, "2026-05-04T18:00", Duration.ofMinutes(10)))
        .containsExactly(
            "0 s duty Li[email, voice]",
            "60 s deputies Sun[email, voice]",
            "60 s control-room",
            "180 s top Zhou[email, voice]",
            "360 s duty Li again[email, voice]",
            "360 s deputies Sun again[email, voice]",
            "360 s control-room",
            "360 s top Zhou again[email, voice]",
            "540 s duty Li again[email, voice]",
            "540 s deputies Sun again[email, voice]",
            "540 s control-room",
            "540 s top Zhou again[email, voice]");
  }

  @Test
  void whoCameOnDutyMeanwhileIsTold() {
    assertThat(told(Severity.RED, "2026-05-04T23:56", Duration.ofMinutes(7)))
        .contains("0 s duty Li[email, voice]", "360 s duty Zhao[email, voice]")
        .doesNotContain("360 s duty Li again[email, voice]");
  }

  @Test
  void orangeClimbsAndIsRepeatedFourTimes() {
    var calls = told(Severity.ORANGE, "2026-05-04T18:00", Duration.ofHours(20));
    assertThat(calls)
        .startsWith(
            "0 s duty Li[email, voice]",
            "300 s deputies Sun[email, voice]",
            "900 s above Qian[email, voice]",
            "1800 s duty Li again[email, voice]")
        .hasSize(3 * 5)
        .endsWith("4500 s above Qian again[email, voice]");
  }

  @Test
  void onlyRedGoesToWhereItIsQuiet() {
    assertThat(told(Severity.YELLOW, "2026-05-05T03:00", Duration.ofHours(1)))
        .containsExactly("0 s duty Zhao[voice]", "1800 s deputies Sun[voice]");
    reached(3, "Zhao", MAIL);
    assertThat(told(Severity.YELLOW, "2026-05-05T03:00", Duration.ofMinutes(1)))
        .containsExactly("0 s duty no-way Zhao[]");
    assertThat(told(Severity.RED, "2026-05-05T03:00", Duration.ofMinutes(1)))
        .containsExactly("0 s duty Zhao[email]");
  }

  @Test
  void blueWaitsForTheDigest() {
    assertThat(Policy.byDefault(Severity.BLUE).digest()).isTrue();
    assertThat(told(Severity.BLUE, "2026-05-04T18:00", Duration.ofDays(1))).isEmpty();
  }

  @Test
  void whereNobodyIsInChargeTheGridAboveIsToldAtOnce() {
    people.remove(1);
    people.remove(4);
    assertThat(told(Severity.YELLOW, "2026-05-04T12:00", Duration.ofHours(1)))
        .containsExactly("0 s duty Qian[email, voice]", "1800 s deputies nobody-there");
    people.clear();
    assertThat(told(Severity.YELLOW, "2026-05-04T12:00", Duration.ofMinutes(1)))
        .containsExactly("0 s duty nobody-there");
  }

  @Test
  void aStepMayNameTheMeans() {
    var policy =
        new Policy(
            List.of(new Step(Duration.ZERO, Target.TOP, List.of(Means.VOICE))), Duration.ZERO, 0);
    assertThat(told(policy, Severity.RED, "2026-05-04T12:00", Duration.ofHours(1)))
        .containsExactly("0 s top Zhou[voice]");
  }

  @Test
  void whatCannotBeIsRefused() {
    var step = new Step(Duration.ZERO, Target.DUTY, List.of());
    assertThatThrownBy(() -> new Policy(List.of(step), Duration.ofSeconds(29), 0))
        .hasMessageContaining("30..86400");
    assertThatThrownBy(() -> new Policy(List.of(step), Duration.ofMinutes(1), -1))
        .hasMessageContaining("0..1000");
    assertThatThrownBy(() -> new Policy(List.of(), Duration.ofMinutes(1), 0))
        .hasMessageContaining("digest");
    assertThatThrownBy(() -> new Step(Duration.ofDays(2), Target.DUTY, List.of()))
        .hasMessageContaining("86400");
  }
}
