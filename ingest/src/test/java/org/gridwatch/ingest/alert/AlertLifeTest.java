package org.gridwatch.ingest.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.alert.AlertEvent.What.ACKNOWLEDGED;
import static org.gridwatch.ingest.alert.AlertEvent.What.ASSIGNED;
import static org.gridwatch.ingest.alert.AlertEvent.What.CHATTERING;
import static org.gridwatch.ingest.alert.AlertEvent.What.CLEARED;
import static org.gridwatch.ingest.alert.AlertEvent.What.CLOSED;
import static org.gridwatch.ingest.alert.AlertEvent.What.COMMENTED;
import static org.gridwatch.ingest.alert.AlertEvent.What.DAMPED;
import static org.gridwatch.ingest.alert.AlertEvent.What.GROUPED;
import static org.gridwatch.ingest.alert.AlertEvent.What.HELD_BACK;
import static org.gridwatch.ingest.alert.AlertEvent.What.JUDGED_FALSE;
import static org.gridwatch.ingest.alert.AlertEvent.What.JUDGED_REAL;
import static org.gridwatch.ingest.alert.AlertEvent.What.RECURRED;
import static org.gridwatch.ingest.alert.AlertEvent.What.RELEASED;
import static org.gridwatch.ingest.alert.AlertEvent.What.REOPENED;
import static org.gridwatch.ingest.alert.AlertEvent.What.REPEATED;
import static org.gridwatch.ingest.alert.AlertEvent.What.SHELVED;
import static org.gridwatch.ingest.alert.AlertEvent.What.SILENCED;
import static org.gridwatch.ingest.alert.AlertEvent.What.SILENCE_OVER;
import static org.gridwatch.ingest.alert.AlertEvent.What.STEPPED;
import static org.gridwatch.ingest.alert.AlertEvent.What.UNSHELVED;
import static org.gridwatch.ingest.rule.Severity.ORANGE;
import static org.gridwatch.ingest.rule.Severity.RED;
import static org.gridwatch.ingest.rule.Severity.YELLOW;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gridwatch.ingest.alert.Alert.Origin;
import org.gridwatch.ingest.alert.Alert.Phase;
import org.gridwatch.ingest.alert.Alert.Place;
import org.gridwatch.ingest.alert.Alert.Texts;
import org.gridwatch.ingest.alert.Outcome.Changed;
import org.gridwatch.ingest.alert.Outcome.Why;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertLifeTest {
  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
  private static final Words WHY = new Words("因为", "because");

  private static final Happening SEEN = new Happening.Acknowledge("wang", "on my way");
  private static final Happening CALM = calm(Transition.Why.MEASURED, 1);
  private static final Happening SHELVE =
      new Happening.Shelve("wang", NOW.plusSeconds(3_600), "painting");

  private static Evidence evidence(double value) {
    return new Evidence("ch4_lel", value, value, 25, NOW, NOW, Duration.ofSeconds(3));
  }

  private static Happening breach(Severity severity, int turns) {
    return new Happening.Breach(severity, evidence(30), WHY, turns);
  }

  private static Happening breach(Severity severity) {
    return breach(severity, 1);
  }

  private static Happening calm(Transition.Why why, int turns) {
    return new Happening.Calm(evidence(1), why, turns);
  }

  private static Alert raised(int ruleId, int turns) {
    return AlertLife.raise(
            new Origin(ruleId, 1, "gas-leak", "device:1", "gas", 1, "G-1", "", "ch4_lel"),
            Place.UNKNOWN,
            new Texts(WHY, WHY, WHY),
            ORANGE,
            evidence(30),
            turns,
            "",
            NOW)
        .alert()
        .with(7);
  }

  private static Alert drill() {
    return AlertLife.raise(
            Origin.ofDrill("420302001001", "gas"),
            Place.UNKNOWN,
            new Texts(WHY, WHY, WHY),
            ORANGE,
            null,
            0,
            "wang",
            NOW)
        .alert()
        .with(8);
  }

  private static Alert after(Happening... all) {
    return after(raised(3, 0), all);
  }

  private static Alert after(Alert start, Happening... all) {
    Alert alert = start;
    for (Happening one : all) {
      var outcome = AlertLife.next(alert, one, NOW);
      assertThat(outcome).as(one.toString()).isInstanceOf(Changed.class);
      alert = ((Changed) outcome).alert();
    }
    return alert;
  }

  /** What is expected of something that happens to an alert. */
  private record Line(
      String name, Alert was, Happening what, Phase phase, List<AlertEvent.What> entries) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Line line(
      String name, Alert was, Happening what, Phase phase, AlertEvent.What... entries) {
    return new Line(name, was, what, phase, Arrays.asList(entries));
  }

  static Stream<Line> changes() {
    Alert byHand = raised(0, 0);
    Alert chatters = raised(3, 2);
    Alert drill = drill();
    return Stream.of(
        line("a drill, seen", drill, SEEN, Phase.CLOSED, ACKNOWLEDGED, CLEARED, CLOSED),
        line(
            "a drill that nobody saw",
            drill,
            new Happening.ClearByHand("", "nobody answered"),
            Phase.CLOSED,
            CLEARED,
            CLOSED),
        line("worse", after(), breach(RED), Phase.ACTIVE, STEPPED),
        line("milder", after(), breach(YELLOW), Phase.ACTIVE, STEPPED),
        line("again", after(), new Happening.Repeat(evidence(31)), Phase.ACTIVE, REPEATED),
        line("over, unseen", after(), CALM, Phase.CLEARED, CLEARED),
        line("over, seen", after(SEEN), CALM, Phase.CLOSED, CLEARED, CLOSED),
        line("seen", after(), SEEN, Phase.ACTIVE, ACKNOWLEDGED),
        line("seen when over", after(CALM), SEEN, Phase.CLOSED, ACKNOWLEDGED, CLOSED),
        line("seen again, worse", after(SEEN, breach(RED)), SEEN, Phase.ACTIVE, ACKNOWLEDGED),
        line("back", after(CALM), breach(ORANGE), Phase.ACTIVE, REOPENED),
        line("back too often", after(CALM), breach(RED, 2), Phase.ACTIVE, REOPENED, CHATTERING),
        line(
            "gone too often",
            after(),
            calm(Transition.Why.MEASURED, 2),
            Phase.ACTIVE,
            DAMPED,
            CHATTERING),
        line(
            "calm while chattering",
            chatters,
            calm(Transition.Why.MEASURED, 0),
            Phase.ACTIVE,
            DAMPED),
        line("back while damped", after(chatters, CALM), breach(ORANGE), Phase.ACTIVE, RECURRED),
        line(
            "settled calm", after(chatters, CALM), new Happening.Settled(), Phase.CLEARED, CLEARED),
        line(
            "settled breached",
            chatters,
            new Happening.Settled(),
            Phase.ACTIVE,
            AlertEvent.What.CALM),
        line(
            "its rule ended",
            chatters,
            calm(Transition.Why.RULE_CHANGED, 5),
            Phase.CLEARED,
            CLEARED),
        line("assigned", after(), new Happening.Assign("wang", "li"), Phase.ACTIVE, ASSIGNED),
        line("a word", after(), new Happening.Comment("wang", "!"), Phase.ACTIVE, COMMENTED),
        line(
            "a word afterwards",
            after(SEEN, CALM),
            new Happening.Comment("wang", "!"),
            Phase.CLOSED,
            COMMENTED),
        line("shelved", after(), SHELVE, Phase.ACTIVE, SHELVED),
        line("shelved longer", after(SHELVE), SHELVE, Phase.ACTIVE, SHELVED),
        line("taken back", after(SHELVE), new Happening.Unshelve("wang"), Phase.ACTIVE, UNSHELVED),
        line(
            "false",
            after(),
            new Happening.Judge("wang", false, "dust"),
            Phase.ACTIVE,
            JUDGED_FALSE),
        line(
            "false afterwards",
            after(SEEN, CALM),
            new Happening.Judge("li", true, ""),
            Phase.CLOSED,
            JUDGED_REAL),
        line(
            "cleared by hand",
            byHand,
            new Happening.ClearByHand("wang", "ok"),
            Phase.CLEARED,
            CLEARED),
        line(
            "closed by hand",
            after(byHand, SEEN),
            new Happening.ClearByHand("wang", "ok"),
            Phase.CLOSED,
            CLEARED,
            CLOSED),
        line("held back", after(), new Happening.HoldBack(9), Phase.ACTIVE, HELD_BACK),
        line(
            "over while held back",
            after(new Happening.HoldBack(9)),
            CALM,
            Phase.CLOSED,
            CLEARED,
            CLOSED),
        line(
            "let go",
            after(new Happening.HoldBack(9)),
            new Happening.Release(),
            Phase.ACTIVE,
            RELEASED),
        line("silenced", after(), new Happening.Silence(2, "works"), Phase.ACTIVE, SILENCED),
        line(
            "over while silenced",
            after(new Happening.Silence(2, "works")),
            CALM,
            Phase.CLOSED,
            CLEARED,
            CLOSED),
        line(
            "loud again",
            after(new Happening.Silence(2, "works")),
            new Happening.SilenceOver(),
            Phase.ACTIVE,
            SILENCE_OVER),
        line("grouped", after(), new Happening.Join(4), Phase.ACTIVE, GROUPED));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatHappensMakesOfIt(Line line) {
    var outcome = AlertLife.next(line.was(), line.what(), NOW);
    assertThat(outcome).isInstanceOf(Changed.class);
    var changed = (Changed) outcome;
    assertThat(changed.alert().phase()).isEqualTo(line.phase());
    assertThat(changed.entries()).extracting(AlertEvent::what).isEqualTo(line.entries());
    assertThat(changed.entries()).allSatisfy(entry -> assertThat(entry.at()).isEqualTo(NOW));
  }

  /** Something that is so already, or cannot be. */
  private record Still(String name, Alert was, Happening what, Outcome expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Still> refusals() {
    var same = new Outcome.Same();
    var closed = new Outcome.Refused(Why.CLOSED);
    Alert over = after(SEEN, CALM);
    var all = new ArrayList<Still>();
    all.add(new Still("the same severity", after(), breach(ORANGE), same));
    all.add(new Still("seen twice", after(SEEN), SEEN, same));
    all.add(new Still("over twice", after(CALM), CALM, same));
    all.add(new Still("damped twice", after(raised(3, 2), CALM), CALM, same));
    all.add(new Still("again when over", after(CALM), new Happening.Repeat(evidence(1)), same));
    all.add(new Still("a breach when closed", over, breach(RED), same));
    all.add(new Still("seen when closed", over, SEEN, closed));
    all.add(new Still("assigned when closed", over, new Happening.Assign("w", "l"), closed));
    all.add(
        new Still(
            "assigned to the same",
            after(new Happening.Assign("w", "l")),
            new Happening.Assign("w", "l"),
            same));
    all.add(new Still("shelved when closed", over, SHELVE, closed));
    all.add(
        new Still(
            "shelved until the past",
            after(),
            new Happening.Shelve("w", NOW, "x"),
            new Outcome.Refused(Why.PAST)));
    all.add(
        new Still(
            "taken from no shelf",
            after(),
            new Happening.Unshelve("w"),
            new Outcome.Refused(Why.NOT_SHELVED)));
    all.add(
        new Still("the shelf's time is not over", after(SHELVE), new Happening.ShelfOver(), same));
    all.add(
        new Still(
            "a rule's cleared by hand",
            after(),
            new Happening.ClearByHand("w", ""),
            new Outcome.Refused(Why.NOT_BY_HAND)));
    all.add(
        new Still(
            "by hand, over already",
            after(raised(0, 0), new Happening.ClearByHand("w", "")),
            new Happening.ClearByHand("w", ""),
            new Outcome.Refused(Why.NOT_ACTIVE)));
    all.add(
        new Still(
            "held back twice", after(new Happening.HoldBack(9)), new Happening.HoldBack(8), same));
    all.add(new Still("held back by itself", after(), new Happening.HoldBack(7), same));
    all.add(new Still("let go from nobody", after(), new Happening.Release(), same));
    all.add(
        new Still(
            "silenced twice",
            after(new Happening.Silence(2, "")),
            new Happening.Silence(3, ""),
            same));
    all.add(new Still("silenced when over", after(CALM), new Happening.Silence(3, ""), same));
    all.add(new Still("loud already", after(), new Happening.SilenceOver(), same));
    all.add(new Still("settled, never restless", after(), new Happening.Settled(), same));
    all.add(
        new Still(
            "in this incident already", after(new Happening.Join(4)), new Happening.Join(4), same));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCannotBeOrIsSoAlreadyChangesNothing(Still line) {
    assertThat(AlertLife.next(line.was(), line.what(), NOW)).isEqualTo(line.expected());
  }

  @Test
  void theWorstIsRememberedAndTheFirstMeasureStays() {
    Alert alert = after(breach(RED), breach(YELLOW));
    assertThat(alert.severity()).isEqualTo(YELLOW);
    assertThat(alert.standing().worst()).isEqualTo(RED);
    assertThat(alert.measured().value()).isEqualTo(30);
  }

  @Test
  void worseAfterItWasAcknowledgedKeepsTheAcknowledgementAndIsMarked() {
    var outcome = (Changed) AlertLife.next(after(SEEN), breach(RED), NOW);
    assertThat(outcome.alert().care().acknowledged()).isNotNull();
    assertThat(outcome.alert().worseSinceAcknowledged()).isTrue();
    assertThat(after(SEEN, breach(YELLOW)).worseSinceAcknowledged()).isFalse();
  }

  @Test
  void comingBackCounts() {
    Alert alert = after(CALM, breach(RED));
    assertThat(alert.standing().reopened()).isEqualTo(1);
    assertThat(alert.standing().clearedAt()).isNull();
    assertThat(alert.severity()).isEqualTo(RED);
  }

  @Test
  void theShelfsTimeEndsByItself() {
    var later = NOW.plusSeconds(3_600);
    var outcome = AlertLife.next(after(SHELVE), new Happening.ShelfOver(), later);
    assertThat(((Changed) outcome).alert().care().shelf()).isNull();
  }

  @Test
  void oneThatComesForTheThirdTimeIsRaisedChattering() {
    assertThat(raised(3, 2).standing().chattering()).isTrue();
    assertThat(raised(3, 1).standing().chattering()).isFalse();
  }
}
