package org.gridwatch.gateway.simulator.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.community.Community.Device;
import org.gridwatch.gateway.simulator.life.Story.Plot;
import org.gridwatch.gateway.wire.DeviceEvent.Phase;
import org.gridwatch.gateway.wire.Quality;
import org.gridwatch.gateway.wire.Quantity;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Unit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class LifeTest {
  private static final Community COMMUNITY = Community.generate(Community.DEMO_SEED);
  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00+08:00");
  private static final Script QUIET = Script.quiet(COMMUNITY);
  private static final Life ORDINARY = new Life(COMMUNITY, QUIET);
  private static final Script SCRIPT = new Script(COMMUNITY, NOON, 1);
  private static final Life LIFE = new Life(COMMUNITY, SCRIPT);

  @ParameterizedTest(name = "{0} of an ordinary {1} stays within {2}..{3}")
  @CsvSource({
    "ch4_lel, detector, 0, 5",
    "gas_pressure, regulator, 1.5, 3.0",
    "pressure, inlet, 0.12, 0.44",
    "pressure, pump-room, 0.12, 0.44",
    "residual_chlorine, quality, 0.06, 1.9",
    "turbidity, quality, 0, 0.9",
    "ph, quality, 6.6, 8.4",
    "voltage_a, cabinet, 200, 235",
    "residual_current, cabinet, 0, 290",
    "temp, cabinet, 0, 69",
    "temp, transformer, 0, 69",
    "load_rate, transformer, 0, 79",
    "battery_pct, meter, 20, 100",
    "online, camera, 1, 1",
  })
  void ordinaryDaysRaiseNoAlarm(String quantity, String model, double low, double high) {
    for (var device : of(model)) {
      for (int hour = 0; hour < 24 * 365; hour += 29) {
        var at = NOON.plus(Duration.ofHours(hour));
        assertThat(ORDINARY.sample(device, at).value(quantity))
            .as("%s of %s at %s", quantity, device.name(), at)
            .isBetween(low, high);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"volume, inlet", "volume, meter", "energy, cabinet"})
  void countersOnlyGrow(String quantity, String model) {
    var device = of(model).getFirst();
    double before = 0;
    for (int minute = 0; minute < 3_000; minute += 7) {
      var at = NOON.plus(Duration.ofMinutes(minute));
      double value = ORDINARY.sample(device, at).value(quantity);
      assertThat(value).isGreaterThanOrEqualTo(before);
      before = value;
    }
  }

  @Test
  void waterPressureIsLowerWhenEverybodyShowers() {
    var inlet = of("inlet").getFirst();
    double night = ordinary(inlet, "pressure", NOON.plus(Duration.ofHours(15)));
    double evening = ordinary(inlet, "pressure", NOON.plus(Duration.ofHours(7)));
    assertThat(evening).isLessThan(night - 0.02);
  }

  @Test
  void neighboursAreMoreAlikeThanStrangers() {
    var cabinets = of("cabinet");
    var first = cabinets.getFirst();
    var sorted = cabinets.stream().sorted((a, b) -> Double.compare(far(first, a), far(first, b)));
    var byDistance = sorted.toList();
    assertThat(apart(first, byDistance.get(1))).isLessThan(apart(first, byDistance.getLast()));
  }

  @Test
  void sensorsShowNoMoreDigitsThanTheyHave() {
    for (var device : COMMUNITY.devices()) {
      LIFE.sample(device, NOON)
          .values()
          .forEach(
              (quantity, value) -> {
                double scale = Math.pow(10, Unit.of(new Quantity(quantity)).decimals());
                assertThat(Math.rint(value * scale) / scale).isEqualTo(value);
              });
    }
  }

  @Test
  void theFirstStoryIsAGasLeakSeenWithinNinetySeconds() {
    var story = first(Plot.GAS_LEAK);
    assertThat(story.start()).isBefore(NOON.plusSeconds(60));
    assertThat(ch4(story, 85 - 40)).isGreaterThanOrEqualTo(10);
    assertThat(ch4(story, 80)).isGreaterThanOrEqualTo(25);
    assertThat(ch4(story, 140)).isGreaterThanOrEqualTo(50);
    assertThat(ch4(story, 326)).isLessThan(5);
  }

  @Test
  void gasReachesTheNeighboursLaterAndThinner() {
    var story = first(Plot.GAS_LEAK);
    var at = story.start().plusSeconds(70);
    double focus = LIFE.sample(device(story.focus()), at).value("ch4_lel");
    assertThat(story.cast()).hasSize(4);
    for (var name : story.cast().keySet()) {
      if (!name.equals(story.focus())) {
        assertThat(LIFE.sample(device(name), at).value("ch4_lel")).isLessThan(focus);
      }
    }
    var late = story.start().plusSeconds(200);
    var affected =
        story.cast().keySet().stream()
            .filter(name -> LIFE.sample(device(name), late).value("ch4_lel") >= 10);
    assertThat(affected.count()).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest(name = "{0}: {1} at its height lies within {2}..{3}")
  @CsvSource({
    "BURST_PIPE, pressure, 0, 0.05",
    "BURST_PIPE, flow, 30, 60",
    "LOST_PHASE, voltage_b, 0, 10",
    "OVERLOAD, load_rate, 100, 125",
    "OVERLOAD, temp, 85, 100",
    "OVERLOAD, voltage_a, 185, 206",
  })
  void storiesShowInTheValuesOfTheirFocus(Plot plot, String quantity, double low, double high) {
    var story = first(plot);
    var height = story.start().plusSeconds(plot == Plot.OVERLOAD ? 160 : 120);
    var focus = device(story.focus());
    assertThat(LIFE.sample(focus, height).value(quantity)).isBetween(low, high);
    double after = LIFE.sample(focus, story.end()).value(quantity);
    assertThat(after).isEqualTo(ordinary(focus, quantity, story.end()));
  }

  @Test
  void aDeadGatewayIsAwayAndComesBack() {
    var story = first(Plot.GATEWAY_DIES);
    var gateway = device(story.focus());
    assertThat(gateway.isGateway()).isTrue();
    assertThat(LIFE.away(gateway, story.start().plusSeconds(1))).isTrue();
    assertThat(LIFE.away(gateway, story.end())).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Plot.class,
      names = {"SMOKE", "CAMERA_COVERED", "CROWD"})
  void whatCamerasSeeBeginsOnceAndEndsOnce(Plot plot) {
    var moments = first(plot).moments();
    assertThat(moments.getFirst().phase()).isEqualTo(Phase.START);
    assertThat(moments.getLast().phase()).isEqualTo(Phase.END);
    assertThat(moments).extracting(Story.Moment::event).containsOnly(moments.getFirst().event());
    assertThat(moments).extracting(Story.Moment::at).isSorted();
    assertThat(moments.getLast().at()).isBefore(first(plot).end());
  }

  @Test
  void everyPlotComesOnceInEachRound() {
    for (int round = 0; round < 5; round++) {
      Set<Plot> plots = new HashSet<>();
      for (int i = 0; i < 7; i++) {
        plots.add(SCRIPT.plot(7 * round + i));
      }
      assertThat(plots).hasSize(7);
    }
  }

  @Test
  void theScriptIsTheSameWhoeverAsksAndWhenever() {
    var later = NOON.plus(Duration.ofHours(30));
    assertThat(new Script(COMMUNITY, NOON, 1).around(later)).isEqualTo(SCRIPT.around(later));
    assertThat(QUIET.around(later)).isEmpty();
  }

  @Test
  void someDevicesDropOutAndReturnButNeverMany() {
    var alone = COMMUNITY.devices().stream().filter(Device::speaksForItself).toList();
    Set<String> wereAway = new HashSet<>();
    for (int minute = 0; minute < 600; minute++) {
      var at = NOON.plus(Duration.ofMinutes(minute));
      var away = alone.stream().filter(d -> ORDINARY.away(d, at)).toList();
      assertThat(away.size()).isLessThan(alone.size() / 20);
      away.forEach(d -> wereAway.add(d.name()));
    }
    assertThat(wereAway).hasSizeGreaterThan(10);
  }

  @Test
  void aDetectorThatComesBackPreheatsFirst() {
    for (var device : of("detector")) {
      for (int second = 0; second < 40_000; second += 20) {
        var at = NOON.plusSeconds(second);
        if (ORDINARY.away(device, at) && !ORDINARY.away(device, at.plusSeconds(20))) {
          var back = ORDINARY.sample(device, at.plusSeconds(20)).quality();
          assertThat(back.reason()).isEqualTo(Quality.Reason.PREHEAT);
          assertThat(ORDINARY.sample(device, at.plusSeconds(240)).quality())
              .isEqualTo(Quality.GOOD);
          return;
        }
      }
    }
    throw new AssertionError("no detector went away in eleven hours");
  }

  @Test
  void historyIsWhatTheDeviceWouldHaveSaid() {
    var cabinet = of("cabinet").get(3);
    var from = NOON.minus(Duration.ofDays(7));
    var readings = Life.history(COMMUNITY, cabinet, from, NOON, Duration.ofHours(1)).toList();
    assertThat(readings).hasSize(7 * 24 * 10);
    assertThat(readings).extracting(Reading::takenAt).isSorted();
    var power = readings.stream().filter(r -> r.quantity().name().equals("power")).toList();
    assertThat(power.getFirst().value()).isEqualTo(ordinary(cabinet, "power", from));
  }

  private static double ch4(Story story, int second) {
    var at = story.start().plusSeconds(second);
    return LIFE.sample(device(story.focus()), at).value("ch4_lel");
  }

  private static Story first(Plot plot) {
    for (int second = 0; second < 3_600; second += 20) {
      for (var story : SCRIPT.around(NOON.plusSeconds(second))) {
        if (story.plot() == plot) {
          return story;
        }
      }
    }
    throw new AssertionError("no " + plot + " within an hour");
  }

  private static double ordinary(Device device, String quantity, Instant at) {
    return ORDINARY.sample(device, at).value(quantity);
  }

  /** Mean difference of their mains voltage through a day. */
  private static double apart(Device a, Device b) {
    double sum = 0;
    for (int minute = 0; minute < 1_440; minute += 5) {
      var at = NOON.plus(Duration.ofMinutes(minute));
      sum += Math.abs(ordinary(a, "voltage_a", at) - ordinary(b, "voltage_a", at));
    }
    return sum;
  }

  private static double far(Device a, Device b) {
    return Math.hypot(a.lon() - b.lon(), a.lat() - b.lat());
  }

  private static List<Device> of(String model) {
    return COMMUNITY.devices().stream().filter(d -> d.model().equals(model)).toList();
  }

  private static Device device(String name) {
    return COMMUNITY.devices().stream()
        .filter(d -> d.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
