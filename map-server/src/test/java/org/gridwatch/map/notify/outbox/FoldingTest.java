package org.gridwatch.map.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Limits;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.message.Occasion;
import org.gridwatch.map.notify.outbox.Folding.Sent;
import org.gridwatch.map.notify.outbox.Folding.Waiting;
import org.junit.jupiter.api.Test;

class FoldingTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
  private static final Limits ROBOT =
      new Limits(List.of(new Rate(18, Duration.ofMinutes(1), 6)), List.of());
  private static final Limits CALLS =
      new Limits(List.of(), List.of(new Rate(1, Duration.ofMinutes(1), 0)));

  private long ids;

  private Waiting waiting(Severity severity, String receiver) {
    ids++;
    return new Waiting(ids, ids, false, Occasion.RAISED, severity, receiver, NOW.plusMillis(ids));
  }

  private List<Waiting> waiting(int count, Severity severity, String receiver) {
    return IntStream.range(0, count).mapToObj(_ -> waiting(severity, receiver)).toList();
  }

  private static List<Sent> sent(int count, String receiver, Duration ago) {
    return IntStream.range(0, count).mapToObj(_ -> new Sent(receiver, NOW.minus(ago))).toList();
  }

  @SafeVarargs
  private static List<Waiting> all(List<Waiting>... some) {
    var all = new ArrayList<Waiting>();
    List.of(some).forEach(all::addAll);
    return all;
  }

  private static List<Integer> sizes(Folding.Ruling ruling) {
    return ruling.go().stream().map(List::size).toList();
  }

  @Test
  void whatIsWithinTheAllowanceGoesOneByOneRedFirst() {
    var blue = waiting(Severity.BLUE, "");
    var red = waiting(Severity.RED, "");
    var ruling = Folding.of(List.of(blue, red), ROBOT, List.of(), NOW);
    assertThat(ruling.go()).containsExactly(List.of(red), List.of(blue));
    assertThat(ruling.until()).isEmpty();
  }

  @Test
  void moreThanARobotMayBecomesOneMessageBehindTheRedOnes() {
    var red = waiting(2, Severity.RED, "");
    var yellow = waiting(40, Severity.YELLOW, "");
    var ruling = Folding.of(all(yellow, red), ROBOT, List.of(), NOW);
    assertThat(sizes(ruling)).containsExactly(1, 1, 40);
    assertThat(ruling.go().getFirst().getFirst().severity()).isEqualTo(Severity.RED);
  }

  @Test
  void aDrillComesAfterAllThatIsRealAndIsNeverFoldedIntoIt() {
    var drill = new Waiting(++ids, ids, true, Occasion.CLEARED, Severity.BLUE, "", NOW);
    var real = waiting(40, Severity.YELLOW, "");
    var ruling = Folding.of(all(List.of(drill), real), ROBOT, List.of(), NOW);
    assertThat(sizes(ruling)).containsExactly(40, 1);
    assertThat(ruling.go().getLast()).containsExactly(drill);
    var full =
        Folding.of(all(List.of(drill), real), ROBOT, sent(11, "", Duration.ofSeconds(20)), NOW);
    assertThat(sizes(full)).containsExactly(40);
    assertThat(full.until()).containsOnlyKeys(drill.id());
  }

  @Test
  void redIsFoldedTooWhenThereAreMoreOfIt() {
    var ruling = Folding.of(waiting(30, Severity.RED, ""), ROBOT, List.of(), NOW);
    assertThat(sizes(ruling)).containsExactly(30);
  }

  @Test
  void whatIsKeptForRedIsNotUsedUpByBlue() {
    var lately = sent(12, "", Duration.ofSeconds(20));
    var ruling = Folding.of(waiting(1, Severity.BLUE, ""), ROBOT, lately, NOW);
    assertThat(ruling.go()).isEmpty();
    assertThat(ruling.until().values()).containsExactly(NOW.plusSeconds(40));
    assertThat(sizes(Folding.of(waiting(1, Severity.RED, ""), ROBOT, lately, NOW)))
        .containsExactly(1);
  }

  @Test
  void aFullRobotWaitsUntilTheFirstOfTheLastMinuteIsOver() {
    var lately = sent(18, "", Duration.ofSeconds(50));
    var ruling = Folding.of(waiting(3, Severity.RED, ""), ROBOT, lately, NOW);
    assertThat(ruling.go()).isEmpty();
    assertThat(ruling.until()).hasSize(3).containsValue(NOW.plusSeconds(10));
  }

  @Test
  void aStormForOnePersonIsOneMessageAndLeavesTheOthersTheirs() {
    var storm = waiting(6, Severity.ORANGE, "138");
    var other = waiting(5, Severity.ORANGE, "139");
    var ruling = Folding.of(all(storm, other), Limits.NONE, List.of(), NOW);
    assertThat(sizes(ruling)).containsExactlyInAnyOrder(6, 1, 1, 1, 1, 1);
  }

  @Test
  void laterOnesOfAStormAreGatheredAndRedIsNot() {
    var lately = sent(5, "138", Duration.ofSeconds(5));
    var first = waiting(Severity.YELLOW, "138");
    var ruling = Folding.of(List.of(first), Limits.NONE, lately, NOW);
    assertThat(ruling.go()).isEmpty();
    assertThat(ruling.until().get(first.id())).isEqualTo(first.since().plus(Folding.GATHER));
    var red = waiting(Severity.RED, "138");
    assertThat(sizes(Folding.of(List.of(first, red), Limits.NONE, lately, NOW))).containsExactly(2);
    assertThat(
            sizes(
                Folding.of(
                    List.of(first), Limits.NONE, lately, first.since().plus(Folding.GATHER))))
        .containsExactly(1);
  }

  @Test
  void aSecondCallWithinTheMinuteWaitsAndTellsAllThatCameMeanwhile() {
    var calls = waiting(3, Severity.RED, "138");
    var first = Folding.of(calls, CALLS, List.of(), NOW);
    assertThat(sizes(first)).containsExactly(3);
    var lately = sent(1, "138", Duration.ofSeconds(15));
    var second = Folding.of(waiting(2, Severity.RED, "138"), CALLS, lately, NOW);
    assertThat(second.go()).isEmpty();
    assertThat(second.until().values()).containsOnly(NOW.plusSeconds(45));
  }

  @Test
  void oneAlertForTwoPeopleOfAGroupIsOneMessage() {
    var one = new Waiting(1, 7, false, Occasion.RAISED, Severity.RED, "", NOW);
    var two = new Waiting(2, 7, false, Occasion.RAISED, Severity.RED, "", NOW);
    assertThat(sizes(Folding.of(List.of(one, two), ROBOT, List.of(), NOW))).containsExactly(2);
  }

  @Test
  void theDigestIsOneMessage() {
    var all =
        IntStream.range(0, 30)
            .mapToObj(i -> new Waiting(i, i, false, Occasion.DIGEST, Severity.BLUE, "138", NOW))
            .toList();
    assertThat(sizes(Folding.of(all, Limits.NONE, List.of(), NOW))).containsExactly(30);
  }
}
