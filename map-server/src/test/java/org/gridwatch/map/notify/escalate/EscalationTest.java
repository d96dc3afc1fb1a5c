package org.gridwatch.map.notify.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Alert.Acknowledged;
import org.gridwatch.ingest.alert.Alert.Phase;
import org.gridwatch.ingest.alert.Standing;
import org.gridwatch.ingest.rule.Rule.Words;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.escalate.Escalation.State;
import org.gridwatch.map.notify.message.Occasion;
import org.gridwatch.map.notify.route.Policy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EscalationTest {
  private static final Instant T = Instant.parse("2026-05-04T10:00:00Z");

  private static Alert alert(Severity severity) {
    return alert(severity, Phase.ACTIVE, null, Alert.Quiet.NONE, false, null);
  }

  private static Alert alert(
      Severity severity,
      Phase phase,
      @Nullable Acknowledged taken,
      Alert.Quiet quiet,
      boolean chattering,
      @Nullable Instant calm) {
    var standing = new Standing(severity, severity, phase, T, null, null, 0, 0, chattering, calm);
    var words = new Words("", "");
    return new Alert(
        5,
        new Alert.Origin(1, 1, "gas-leak", "device:1", "gas", 1, "GS-1", "", "ch4_lel"),
        Alert.Place.UNKNOWN,
        new Alert.Texts(words, words, words),
        new Alert.Measured(T, 30, 25, 0, 30),
        standing,
        new Alert.Care(taken, null, null, null),
        quiet,
        1);
  }

  private static Escalation running(Severity severity, int calls) {
    return new Escalation(5, severity, Occasion.RAISED, State.RUNNING, 1, T, calls);
  }

  private static Escalation look(@Nullable Escalation was, Alert alert) {
    return Escalation.look(was, alert, false, T.plusSeconds(60));
  }

  @Test
  void aNewAlertBeginsAtOnce() {
    var one = look(null, alert(Severity.RED));
    assertThat(one.state()).isEqualTo(State.RUNNING);
    assertThat(one.round()).isEqualTo(1);
    assertThat(one.nextAt(Policy.byDefault(Severity.RED))).isEqualTo(T.plusSeconds(60));
  }

  @Test
  void whoHasItEndsItAndWorseBeginsAnew() {
    var taken = new Acknowledged(T, "Li", Severity.ORANGE);
    var answered =
        look(
            running(Severity.ORANGE, 1),
            alert(Severity.ORANGE, Phase.ACTIVE, taken, Alert.Quiet.NONE, false, null));
    assertThat(answered.state()).isEqualTo(State.ANSWERED);
    assertThat(answered.nextAt(Policy.byDefault(Severity.ORANGE))).isNull();
    var worse =
        look(answered, alert(Severity.RED, Phase.ACTIVE, taken, Alert.Quiet.NONE, false, null));
    assertThat(worse.state()).isEqualTo(State.RUNNING);
    assertThat(worse.occasion()).isEqualTo(Occasion.WORSE);
    assertThat(worse.round()).isEqualTo(2);
    assertThat(worse.calls()).isZero();
  }

  @Test
  void aStepUpTellsAnewAndAStepDownGoesOnAsItBegan() {
    var up = look(running(Severity.YELLOW, 1), alert(Severity.RED));
    assertThat(up.round()).isEqualTo(2);
    assertThat(up.severity()).isEqualTo(Severity.RED);
    var before = running(Severity.RED, 2);
    assertThat(look(before, alert(Severity.YELLOW))).isEqualTo(before);
  }

  @Test
  void heldBackShelvedAndDampedOnesStayQuietAndSpeakWhenReleased() {
    var held = alert(Severity.RED, Phase.ACTIVE, null, new Alert.Quiet(0, 7, 0), false, null);
    var quiet = look(null, held);
    assertThat(quiet.state()).isEqualTo(State.QUIET);
    assertThat(look(quiet, alert(Severity.RED)).round()).isEqualTo(1);
    var damped = alert(Severity.RED, Phase.ACTIVE, null, Alert.Quiet.NONE, true, T);
    var silent = look(running(Severity.RED, 1), damped);
    assertThat(silent.state()).isEqualTo(State.QUIET);
    var recurred = alert(Severity.RED, Phase.ACTIVE, null, Alert.Quiet.NONE, true, null);
    assertThat(look(silent, recurred)).isEqualTo(running(Severity.RED, 1));
  }

  @Test
  void whoWasToldHearsThatItIsOverOnce() {
    var was = running(Severity.RED, 1);
    var cleared = alert(Severity.RED, Phase.CLEARED, null, Alert.Quiet.NONE, false, null);
    var over = look(was, cleared);
    assertThat(over.endedSince(was)).isTrue();
    assertThat(look(over, cleared).endedSince(over)).isFalse();
    assertThat(look(null, cleared).endedSince(null)).isFalse();
    assertThat(look(over, alert(Severity.RED)).round()).as("it came back").isEqualTo(2);
  }

  @Test
  void theDigestWaitsWhateverBecomesOfTheAlertAndWorseDoesNot() {
    var waits = Escalation.look(null, alert(Severity.BLUE), true, T);
    assertThat(waits.occasion()).isEqualTo(Occasion.DIGEST);
    var cleared = alert(Severity.BLUE, Phase.CLEARED, null, Alert.Quiet.NONE, false, null);
    assertThat(Escalation.look(waits, cleared, true, T)).isEqualTo(waits);
    assertThat(look(waits, alert(Severity.RED)).occasion()).isEqualTo(Occasion.WORSE);
  }

  @Test
  void callsKeepTheirDistanceWhenOneIsLate() {
    var policy = Policy.byDefault(Severity.RED);
    var late = running(Severity.RED, 0).called(Duration.ZERO, T.plus(Duration.ofHours(1)));
    assertThat(late.nextAt(policy)).isEqualTo(T.plus(Duration.ofHours(1)).plusSeconds(60));
    var early = late.called(Duration.ofSeconds(60), T.plus(Duration.ofHours(1)).plusSeconds(5));
    assertThat(early.nextAt(policy)).isEqualTo(T.plus(Duration.ofHours(1)).plusSeconds(5));
    assertThat(
            early
                .called(Duration.ofSeconds(60), T.plus(Duration.ofHours(1)).plusSeconds(5))
                .nextAt(policy))
        .isEqualTo(T.plus(Duration.ofHours(1)).plusSeconds(125));
  }

  @Test
  void redRepeatsUntilSomebodyHasItAndOrangeFourTimes() {
    for (int calls : List.of(10, 1_000)) {
      assertThat(running(Severity.RED, calls).nextAt(Policy.byDefault(Severity.RED))).isNotNull();
    }
    var orange = Policy.byDefault(Severity.ORANGE);
    assertThat(running(Severity.ORANGE, 3 * 5 - 1).nextAt(orange)).isNotNull();
    assertThat(running(Severity.ORANGE, 3 * 5).nextAt(orange)).isNull();
  }
}
