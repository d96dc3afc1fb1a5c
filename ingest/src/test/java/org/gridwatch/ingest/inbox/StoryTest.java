package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.life.Script;
import org.gridwatch.gateway.simulator.life.Story;
import org.gridwatch.gateway.simulator.life.Story.Plot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the demo's stories make of the default rules: exactly the alerts that an officer would want,
 * and of each story one incident. The first round of stories passes once, for all tests.
 */
@Tag("slow")
class StoryTest {
  private static final Instant BEGIN = Instant.parse("2026-03-03T02:00:00Z");
  private static final Duration ROUND = Duration.ofSeconds(40 + 6 * 150 + 300 + 60);

  private static Town town;
  private static Community community;
  private static Script script;
  private static List<Town.Raised> alerts;

  @BeforeAll
  static void aRoundOfStories() throws Exception {
    community = Community.generate(Community.DEMO_SEED);
    script = new Script(community, BEGIN, 1);
    town = new Town(community, script, BEGIN, device -> device.model().equals("inlet"));
    town.live(BEGIN.plus(ROUND), Duration.ofSeconds(1));
    alerts = town.alerts();
  }

  @AfterAll
  static void close() {
    if (town != null) {
      town.close();
    }
  }

  private static List<Story> stories() {
    return IntStream.iterate(0, second -> second < ROUND.toSeconds(), second -> second + 30)
        .mapToObj(second -> script.around(BEGIN.plusSeconds(second)))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private static Story first(Plot plot) {
    return stories().stream().filter(story -> story.plot() == plot).findFirst().orElseThrow();
  }

  /** Raised while it lasts, on those whom it touches, or in an incident with them. */
  private static List<Town.Raised> of(Story story) {
    Set<String> touched = new HashSet<>(story.cast().keySet());
    community.devices().stream()
        .filter(device -> touched.contains(device.gateway()))
        .map(Community.Device::name)
        .toList()
        .forEach(touched::add);
    var during =
        alerts.stream()
            .filter(alert -> !alert.at().isBefore(story.start()))
            .filter(alert -> !alert.at().isAfter(story.end()))
            .toList();
    var own = during.stream().filter(alert -> touched.contains(alert.on())).toList();
    return during.stream()
        .filter(
            alert ->
                own.contains(alert)
                    || alert.incident() != 0
                        && own.stream().anyMatch(one -> one.incident() == alert.incident()))
        .toList();
  }

  private static void assertRaised(Plot plot, String... wanted) {
    assertThat(of(first(plot)).stream().map(a -> a.rule() + " " + a.worst() + " " + a.on()))
        .containsExactlyInAnyOrder(wanted);
    assertThat(of(first(plot)))
        .allSatisfy(alert -> assertThat(alert.phase()).isNotEqualTo("active"));
    assertThat(of(first(plot))).allSatisfy(alert -> assertThat(alert.reopened()).isZero());
  }

  private static void assertOneIncident(Plot plot) {
    assertThat(of(first(plot)).stream().map(Town.Raised::incident).distinct()).hasSize(1);
  }

  @Test
  void gasInOneHouseAndItsNeighboursIsOneSpreadingLeak() {
    assertRaised(
        Plot.GAS_LEAK,
        "gas-leak red GS-0102",
        "gas-leak orange GS-0087",
        "gas-leak yellow GS-0103",
        "gas-spread red grid:420303099099167");
    assertOneIncident(Plot.GAS_LEAK);
  }

  @Test
  void smokeThatACameraSeesIsOneAlert() {
    assertRaised(Plot.SMOKE, "smoke-seen orange CM-0062");
  }

  @Test
  void aBlownFuseIsAnAlertAtEachCabinetThatLostThePhase() {
    assertRaised(
        Plot.LOST_PHASE,
        "voltage orange PW-0054",
        "voltage orange PW-0078",
        "voltage orange PW-0068",
        "voltage orange PW-0053");
    assertOneIncident(Plot.LOST_PHASE);
  }

  @Test
  void flowThatJumpsWherePressureFallsIsABurstPipe() {
    assertRaised(
        Plot.BURST_PIPE,
        "burst-pipe red grid:420303099099170",
        "water-pressure orange WT-0134",
        "water-pressure-drop orange WT-0134",
        "water-pressure-drop orange WT-0135",
        "water-pressure-drop orange WT-0133",
        "water-pressure-drop orange WT-0124",
        "water-pressure-drop orange WT-0123");
    assertOneIncident(Plot.BURST_PIPE);
  }

  @Test
  void aBagOverACameraIsOneAlert() {
    assertRaised(Plot.CAMERA_COVERED, "camera-covered yellow CM-0354");
  }

  @Test
  void ofADeadGatewayAndAllBehindItOnlyTheGatewayIsTold() {
    var silences = new ArrayList<String>();
    silences.add("silent yellow GW-0008");
    community.devices().stream()
        .filter(device -> device.gateway().equals("GW-0008"))
        .forEach(device -> silences.add("silent yellow " + device.name()));
    assertRaised(Plot.GATEWAY_DIES, silences.toArray(String[]::new));
    assertOneIncident(Plot.GATEWAY_DIES);
    assertThat(of(first(Plot.GATEWAY_DIES)))
        .filteredOn(alert -> !alert.heldBack())
        .extracting(Town.Raised::on)
        .containsExactly("GW-0008");
  }

  @Test
  void anOverloadedTransformerAndTheHotCablesBehindItAreOneIncident() {
    assertRaised(
        Plot.OVERLOAD,
        "overload orange PW-0207",
        "cable-temperature red PW-0207",
        "voltage yellow PW-0207",
        "cable-temperature yellow PW-0141",
        "cable-temperature yellow PW-0124",
        "cable-temperature yellow PW-0140");
    assertOneIncident(Plot.OVERLOAD);
  }

  @Test
  void aCrowdThatNobodyIsSureOfIsNoAlert() {
    assertRaised(Plot.CROWD);
  }

  @Test
  void besideTheStoriesOnlyThoseAreSilentThatCannotBeHeard() {
    var told = new ArrayList<Town.Raised>();
    stories().forEach(story -> told.addAll(of(story)));
    assertThat(alerts)
        .filteredOn(alert -> !told.contains(alert))
        .allSatisfy(
            alert -> {
              assertThat(alert.rule()).isEqualTo("silent");
              assertThat(town.away(alert.on(), alert.at())).isTrue();
            });
  }
}
