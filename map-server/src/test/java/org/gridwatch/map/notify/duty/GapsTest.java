package org.gridwatch.map.notify.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gridwatch.ingest.rule.Schedule;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final Instant FROM = Instant.parse("2026-05-04T06:00:00Z");
  private static final Instant TO = Instant.parse("2026-05-06T06:00:00Z");
  private static final Instant EVER = Instant.parse("2020-01-01T00:00:00Z");
  private static final Way SEEN = new Way(1, Means.SMS, "13800000001", true, null);
  private static final Way ENTERED = new Way(2, Means.SMS, "13800000002", false, null);

  private static Person person(int id, List<Way> ways, Span... leaves) {
    return new Person(id, "P" + id, null, ways, List.of(leaves));
  }

  private static Post ledBy(int leader, Shift... rota) {
    var terms =
        leader == 0 ? List.<Post.Term>of() : List.of(new Post.Term(leader, new Span(EVER, null)));
    return new Post(9, "G", "G", 0, terms, List.of(), List.of(rota), List.of());
  }

  private static Shift daily(int person, String from, String to) {
    var when =
        new Schedule(LocalTime.parse(from), LocalTime.parse(to), Set.of(), Schedule.Holidays.ALSO);
    return new Shift(0, person, when, LocalDate.of(2026, 1, 1), null);
  }

  private static List<String> gaps(Post post, Person... people) {
    return gaps(post, _ -> Reach.State.UP, people);
  }

  private static List<String> gaps(
      Post post, Function<Means, Reach.State> reach, Person... people) {
    var known = new HashMap<Integer, Person>();
    for (Person person : people) {
      known.put(person.id(), person);
    }
    var roster = new Roster(Map.of(9, post), known, Set.of(), ZoneOffset.UTC);
    return Gaps.of(roster, post, reach, FROM, TO).stream()
        .map(
            gap ->
                "%s %s %s-%s"
                    .formatted(
                        gap.what().label(),
                        gap.who(),
                        gap.from().toString().substring(8, 16),
                        gap.to().toString().substring(8, 16)))
        .toList();
  }

  @Test
  void aGridWithALeaderWhoIsReachedHasNone() {
    assertThat(gaps(ledBy(1), person(1, List.of(ENTERED, SEEN)))).isEmpty();
    assertThat(
            gaps(
                ledBy(1, daily(2, "08:00", "20:00"), daily(1, "20:00", "08:00")),
                person(1, List.of(SEEN)),
                person(2, List.of(SEEN))))
        .isEmpty();
  }

  @Test
  void aWayWithoutAChannelReachesNobodyAndOneThatIsDownNotNow() {
    var both = List.of(SEEN, new Way(3, Means.VOICE, "13800000003", true, null));
    assertThat(gaps(ledBy(1), _ -> Reach.State.NONE, person(1, both)))
        .containsExactly("no-channel P1 04T06:00-06T06:00");
    assertThat(gaps(ledBy(1), _ -> Reach.State.DOWN, person(1, both)))
        .containsExactly("channel-down P1 04T06:00-05T00:00");
    assertThat(
            gaps(
                ledBy(1),
                means -> means == Means.SMS ? Reach.State.DOWN : Reach.State.UP,
                person(1, both)))
        .isEmpty();
  }

  @Test
  void whereNobodyLeadsNobodyAnswers() {
    assertThat(gaps(ledBy(0)))
        .containsExactly("no-leader  04T06:00-06T06:00", "nobody-answers  04T06:00-06T06:00");
  }

  @Test
  void aLeaderOnLeaveLeavesAGapAsLongAsThat() {
    var leave =
        new Span(Instant.parse("2026-05-05T01:00:00Z"), Instant.parse("2026-05-05T02:00:00Z"));
    assertThat(gaps(ledBy(1), person(1, List.of(SEEN), leave)))
        .containsExactly("nobody-answers  05T01:00-05T02:00");
  }

  @Test
  void hoursThatNobodyTookAreGapsOfTheRota() {
    assertThat(
            gaps(
                ledBy(1, daily(2, "08:00", "20:00"), daily(2, "21:00", "08:00")),
                person(1, List.of(SEEN)),
                person(2, List.of(SEEN))))
        .containsExactly("rota-gap  04T20:00-04T21:00", "rota-gap  05T20:00-05T21:00");
  }

  @Test
  void whoCannotBeReachedIsNamedForTheTimeOfTheirTurn() {
    assertThat(
            gaps(
                ledBy(1, daily(2, "08:00", "20:00"), daily(1, "20:00", "08:00")),
                person(1, List.of()),
                person(2, List.of(ENTERED))))
        .containsExactly(
            "no-contact P1 04T06:00-04T08:00",
            "unverified P2 04T08:00-04T20:00",
            "no-contact P1 04T20:00-05T08:00",
            "unverified P2 05T08:00-05T20:00",
            "no-contact P1 05T20:00-06T06:00");
  }
}
