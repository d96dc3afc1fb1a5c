package org.gridwatch.ingest.rule.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridwatch.ingest.rule.trial.Community.at;
import static org.gridwatch.ingest.rule.trial.Community.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.RuleRefusal;
import org.gridwatch.ingest.rule.Rules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final int DAY = 86_400;
  private static final Rule GAS =
      rule(
          "{'type':'level','quantities':['ch4_lel'],'steps':["
              + "{'severity':'yellow','high':{'raise':10,'clear':5},'hold_s':120},"
              + "{'severity':'red','high':{'raise':50,'clear':25}}]}");

  private final Community town = new Community();

  @AfterEach
  void close() {
    town.close();
  }

  private int gas(String name) {
    return town.series(town.device(name, Kind.GAS, 60), "ch4_lel");
  }

  // ---- readings

  @Test
  void aLevelIsRaisedAfterItsHoldAndClearedBeyondItsLimit() {
    int gas = gas("GS-1");
    town.say(gas, 0, 1).say(gas, 60, 10).say(gas, 120, 12).say(gas, 180, 11);
    town.say(gas, 240, 60).say(gas, 300, 6).say(gas, 360, 4.9).say(gas, 420, 1);
    var side = town.run(GAS, null, 0, DAY).rule();
    assertThat(Community.told(side)).containsExactly("GS-1 red 180-360");
    assertThat(side.alerts().getFirst().value()).isEqualTo(60);
    assertThat(side.alerts().getFirst().what()).isEqualTo("ch4_lel");
    assertThat(side.series()).isEqualTo(1);
    assertThat(side.looked()).isEqualTo(8);
  }

  @Test
  void whatStillStandsAtTheEndIsToldAsStanding() {
    int gas = gas("GS-1");
    town.say(gas, 60, 60);
    var side = town.run(GAS, null, 0, 600).rule();
    assertThat(Community.told(side)).containsExactly("GS-1 red 60-");
    assertThat(side.alerts().getFirst().lastedS()).isEqualTo(540);
  }

  @Test
  void aGapInsideTheHoldIsNotCounted() {
    int gas = gas("GS-1");
    town.say(gas, 60, 12).say(gas, 120, 12).say(gas, 600, 12).say(gas, 660, 12);
    assertThat(town.raised(GAS, 0, DAY)).containsExactly("GS-1 yellow 660-");
  }

  @Test
  void badReadingsJudgeNothingAndSuspectOnesDo() {
    int gas = gas("GS-1");
    int preheating = 12;
    int suspect = 1;
    town.say(gas, 60, 99, 0, preheating).say(gas, 120, 99, 0, suspect).say(gas, 180, 1);
    assertThat(town.raised(GAS, 0, DAY)).containsExactly("GS-1 red 120-180");
  }

  @Test
  void whatCameLateJudgesNothingAndWhatCameALittleLateRaises() {
    int gas = gas("GS-1");
    town.say(gas, 60, 99, 300, 0).say(gas, 120, 1);
    assertThat(town.raised(GAS, 0, DAY)).isEmpty();
    town.say(gas, 1_000, 1).say(gas, 995, 99, 8, 0).say(gas, 1_060, 1);
    assertThat(town.raised(GAS, 0, DAY)).containsExactly("GS-1 red 1003-1060");
  }

  @Test
  void whatWasSavedUpAndCameTogetherIsJudgedInItsOwnOrderAndRaisedWhenItCame() {
    int gas = gas("GS-1");
    for (int minute = 0; minute <= 180; minute++) {
      double value = minute > 60 && minute < 120 ? 60 : 1;
      town.say(gas, minute * 60, value, (180 - minute) * 60, 0);
    }
    var told = town.run(GAS, null, 0, DAY).rule();
    assertThat(Community.told(told)).containsExactly("GS-1 red 10800-10800");
  }

  @Test
  void whatCameAfterMidnightWaitsForItsTurn() {
    int gas = gas("GS-1");
    town.say(gas, DAY - 60, 99, 1_800, 0); // heard half an hour after midnight
    town.say(gas, DAY + 600, 1);
    assertThat(town.raised(GAS, 0, 3 * DAY)).as("a newer one was judged before it came").isEmpty();
    town.say(gas, 2 * DAY - 60, 99, 300, 0).say(gas, 2 * DAY + 600, 1);
    assertThat(town.raised(GAS, 0, 3 * DAY)).hasSize(1);
  }

  @Test
  void aRateLooksBackBeforeTheSpan() {
    int pressure = town.series(town.device("WP-1", Kind.WATER, 60), "pressure");
    var drop =
        rule(
            "{'type':'rate','quantities':['pressure'],'window_s':300,'steps':["
                + "{'severity':'orange','low':{'raise':-0.05,'clear':-0.02}}]}");
    town.say(pressure, 3_500, 0.3).say(pressure, 3_560, 0.3).say(pressure, 3_620, 0.24);
    town.say(pressure, 3_800, 0.24).say(pressure, 4_000, 0.24);
    assertThat(town.raised(drop, 3_600, DAY)).containsExactly("WP-1 orange 3620-4000");
  }

  @Test
  void outsideItsHoursARuleRaisesNothingAndEndsWhatStands() {
    int gas = gas("GS-1");
    // 08:00 at the start: Asia/Shanghai is eight hours ahead
    var night =
        rule(
            "tried",
            "{'type':'level','quantities':['ch4_lel'],'steps':["
                + "{'severity':'red','high':{'raise':50}}]}",
            ",'schedule':{'from':'08:00','to':'09:00'}");
    town.say(gas, 1_800, 60).say(gas, 3_599, 60).say(gas, 3_600, 60).say(gas, 7_200, 60);
    assertThat(town.raised(night, 0, DAY)).containsExactly("GS-1 red 1800-3600");
  }

  @Test
  void severalQuantitiesOfADeviceAreOneAlert() {
    int cabinet = town.device("PW-1", Kind.POWER, 60);
    int a = town.series(cabinet, "voltage_a");
    int b = town.series(cabinet, "voltage_b");
    var voltage =
        rule(
            "{'type':'level','quantities':['voltage_a','voltage_b'],'steps':["
                + "{'severity':'yellow','low':{'raise':198}},{'severity':'red','low':{'raise':100}}]}");
    town.say(a, 60, 190).say(b, 60, 220).say(a, 120, 190).say(b, 120, 90);
    town.say(a, 180, 220).say(b, 180, 90).say(a, 240, 220).say(b, 240, 220);
    var told = town.run(voltage, null, 0, DAY).rule();
    assertThat(Community.told(told)).containsExactly("PW-1 red 60-240");
    assertThat(told.alerts().getFirst().value()).isEqualTo(90);
  }

  @Test
  void overTheStoreItIsAsFedByHand() {
    var random = new Random(20_261_122);
    var byHand = new ArrayList<Raised>();
    var book = RuleBook.empty(Community.ZONE);
    for (int number = 0; number < 12; number++) {
      int device = town.device("GS-" + number, Kind.GAS, 60);
      int series = town.series(device, "ch4_lel");
      var condition = (Condition.Measured) GAS.condition();
      var alone =
          new DeviceTrial(GAS, condition, device, List.of("ch4_lel"), 90_000, book, byHand::add);
      double value = 0;
      for (int at = 60; at < 4 * DAY; at += random.nextInt(20) == 0 ? 600 : 60) {
        value = Math.clamp(value + random.nextGaussian() * 6, 0, 80);
        town.say(series, at, value);
        long ms = at(at).toEpochMilli();
        alone.hear(0, ms, ms, value, Double.NaN);
      }
      alone.end();
    }
    var found = town.run(GAS, null, 0, 4 * DAY).rule();
    assertThat(found.total()).isEqualTo(byHand.size()).isGreaterThan(100);
    assertThat(found.counts().red())
        .isEqualTo((int) byHand.stream().filter(r -> r.worst().label().equals("red")).count());
    assertThat(found.days()).hasSize(5); // from 08:00 to 08:00
    assertThat(found.noisiest()).hasSize(10);
  }

  // ---- against what is usual

  @Test
  void aBaselineComparesWithTheSameHourOfTheWeeksBefore() {
    int flow = town.series(town.device("WF-1", Kind.WATER, 600), "flow");
    int week = 7 * DAY;
    for (int at = 0; at < 3 * week; at += 600) {
      town.say(flow, at, 10 + at / week);
    }
    for (int at = 3 * week; at < 3 * week + 7_200; at += 600) {
      town.say(flow, at, at < 3 * week + 3_600 ? 22 : 21.9);
    }
    town.now = at(3 * week + DAY);
    town.rollUp();
    var unusual =
        rule(
            "{'type':'baseline','quantities':['flow'],'weeks':3,'steps':["
                + "{'severity':'yellow','high':{'raise':2,'clear':2},'hold_s':1200}]}");
    assertThat(town.raised(unusual, 3 * week, 3 * week + DAY))
        .containsExactly("WF-1 yellow %d-%d".formatted(3 * week + 1_200, 3 * week + 3_600));
  }

  @Test
  void aNightFlowCountsNightsInARowAgainstTheMedianOfThoseBefore() {
    int flow = town.series(town.device("DMA-1", Kind.WATER, 900), "flow");
    for (int at = 0; at < 24 * DAY; at += 900) {
      int day = at / DAY;
      town.say(flow, at, day >= 15 && day < 19 ? 15 : 10); // a leak of four days
    }
    town.now = at(25 * DAY);
    town.rollUp();
    var leak =
        rule(
            "{'type':'night_flow','quantities':['flow'],'from':'02:00','to':'05:00','days':14,"
                + "'nights':3,'steps':[{'severity':'yellow','high':{'raise':1.3,'clear':1.2}}]}");
    int night = 21 * 3_600; // 05:00 in Shanghai
    assertThat(town.raised(leak, 14 * DAY, 24 * DAY))
        .containsExactly("DMA-1 yellow %d-%d".formatted(17 * DAY + night, 19 * DAY + night));
  }

  // ---- silence and events

  private static final Rule SILENT =
      rule(
          "{'type':'silent','steps':[{'severity':'blue','high':{'raise':3}},"
              + "{'severity':'yellow','high':{'raise':10}}]}");

  @Test
  void silenceIsSaidAfterSoManyIntervalsAndEndsWithTheNextWord() {
    int gas = gas("GS-1");
    for (int at = -600; at <= 600; at += 60) {
      town.say(gas, at, 1);
    }
    town.say(gas, 900, 1).say(gas, 2_000, 1, 0, 12); // a bad word is a word
    for (int at = 2_060; at < 6_000; at += 60) {
      town.say(gas, at, 1);
    }
    assertThat(town.raised(SILENT, 0, 6_000))
        .containsExactly("GS-1 blue 780-900", "GS-1 yellow 1080-2000");
  }

  @Test
  void exactlyTheLimitOfSilenceEndedByAWordWasNone() {
    int gas = gas("GS-1");
    for (int at = -600; at <= 3_600; at += 180) {
      town.say(gas, at, 1);
    }
    assertThat(town.raised(SILENT, 0, 3_600)).isEmpty();
  }

  @Test
  void whoWasHeardLateWasSilentMeanwhile() {
    int gas = gas("GS-1");
    for (int at = -600; at <= 3_600; at += 60) {
      town.say(gas, at, 1, at > 600 && at <= 1_200 ? 1_200 - at : 0, 0);
    }
    assertThat(town.raised(SILENT, 0, 3_600)).containsExactly("GS-1 blue 780-1200");
  }

  @Test
  void whenNobodyWasHeardItWasWeWhoWereBlind() {
    for (int number = 0; number < 12; number++) {
      int gas = gas("GS-" + number);
      for (int at = -600; at <= 7_200; at += 60) {
        boolean outage = at > 1_200 && at < 3_000;
        boolean dead = number == 3 && at > 3_000;
        if (!outage && !dead) {
          town.say(gas, at + number, 1);
        }
      }
    }
    assertThat(town.raised(SILENT, 0, 7_200)).containsExactly("GS-3 yellow 3183-");
  }

  @Test
  void eventsThatFollowEachOtherAreOneAlertThatIsCounted() {
    int camera = town.device("CAM-1", Kind.CAMERA, 60);
    event(camera, "a", "smoke", 0.9, 100, 130);
    event(camera, "b", "smoke", 0.95, 180, 200);
    event(camera, "c", "smoke", 0.4, 210, 220); // not sure enough
    event(camera, "d", "smoke", 0.9, 1_000, 1_010);
    event(camera, "e", "person", 0.99, 5_000, 5_010);
    event(camera, "f", "smoke", 0.9, 7_000, null); // nobody ended it
    var smoke =
        rule(
            "{'type':'event','types':['smoke','fire'],'least_score':0.7,'quiet_s':60,'severity':'red'}");
    var side = town.run(smoke, null, 0, DAY).rule();
    assertThat(Community.told(side))
        .containsExactly("CAM-1 red 100-260", "CAM-1 red 1000-1070", "CAM-1 red 7000-7600");
    assertThat(side.alerts().getLast().repeats()).isEqualTo(1);
    assertThat(side.alerts().getLast().value()).isEqualTo(0.95);
  }

  private void event(
      int device,
      String id,
      String type,
      double score,
      int from,
      @org.jspecify.annotations.Nullable Integer to) {
    town.database
        .jdbc()
        .sql(
            "insert into device_event (device_id, event, type, score, started_at, updated_at,"
                + " ended_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(device, id, type, score, time(from), time(to == null ? from : to))
        .param(to == null ? null : time(to))
        .update();
  }

  // ---- several at one place

  @Test
  void togetherMeansBothStandOrBeganWithinTheWindowAndItLastsAsLongAsEither() {
    int flowMeter = town.device("WF-1", Kind.WATER, 60);
    int gauge = town.device("WP-1", Kind.WATER, 60);
    int elsewhere = town.device("WP-2", Kind.WATER, 60);
    town.place(flowMeter, 7, "42-1");
    town.place(gauge, 7, "42-1");
    town.place(elsewhere, 8, "42-1");
    int flow = town.series(flowMeter, "flow");
    int pressure = town.series(gauge, "pressure");
    int other = town.series(elsewhere, "pressure");
    for (int at = 0; at < 6_000; at += 60) {
      town.say(flow, at, between(at, 600, 660) || between(at, 3_000, 3_600) ? 9 : 1);
      town.say(pressure, at, between(at, 900, 960) || between(at, 3_300, 4_200) ? 0.05 : 0.3);
      town.say(other, at, at >= 600 && at < 660 ? 0.05 : 0.3);
    }
    String parts =
        "'parts':[{'type':'level','quantities':['flow'],'steps':[{'severity':'blue','high':{'raise':5}}]},"
            + "{'type':'level','quantities':['pressure'],'steps':[{'severity':'blue','low':{'raise':0.1}}]}]";
    String burst = "{'type':'together','around':'building','severity':'orange',%s,'window_s':%d}";
    assertThat(town.raised(rule(burst.formatted(parts, 0)), 0, 6_000))
        .containsExactly("building:7 orange 3300-3600");
    assertThat(town.raised(rule(burst.formatted(parts, 400)), 0, 6_000))
        .containsExactly("building:7 orange 900-960", "building:7 orange 3300-4200");
    assertThat(town.raised(rule(burst.formatted(parts, 0).replace("building", "grid")), 0, 6_000))
        .containsExactly("grid:42-1 orange 600-660", "grid:42-1 orange 3300-3600");
  }

  private static boolean between(int at, int from, int to) {
    return at >= from && at < to;
  }

  private int ruleId = 0;

  private void alert(int device, String severity, int from, int to, String judged) {
    if (ruleId == 0) {
      ruleId = new Rules(town.database.dataSource()).create(GAS, "").rule().id();
    }
    town.database
        .jdbc()
        .sql(
            """
            insert into alert (rule_id, rule_version, rule_code, subject, kind, device_id, severity, worst, phase,
              raised_at, taken_at, cleared_at, closed_at, judged, title_zh, title_en)
            values (?, 1, 'tried', ?, 'gas', ?, ?, ?, 'closed', ?, ?, ?, ?, nullif(?, ''), '', '')
            """)
        .params(ruleId, "device:" + device, device, severity, severity)
        .params(time(from), time(from), time(to), time(to), judged)
        .update();
  }

  private static java.time.OffsetDateTime time(int seconds) {
    return at(seconds).atOffset(ZoneOffset.UTC);
  }

  @Test
  void aSpreadIsSeveralDevicesCloseByWithinTheWindow() {
    var devices = new ArrayList<Integer>();
    for (int number = 0; number < 4; number++) {
      var details = DeviceDetails.of(Kind.GAS).at(110.79 + number * 0.001, 32.65); // 94 m apart
      devices.add(town.device("GS-" + number, details));
      town.place(devices.getLast(), number + 1, number < 3 ? "42-1" : "42-2");
    }
    alert(devices.get(0), "yellow", 100, 2_000, "");
    alert(devices.get(1), "yellow", 200, 900, "");
    alert(devices.get(2), "blue", 300, 900, ""); // too mild
    alert(devices.get(3), "red", 400, 900, "");
    String spread =
        "{'type':'spread','kind':'gas','at_least':%d,'radius_m':%d,'window_s':%d,'least':'yellow','severity':'red'}";
    assertThat(town.raised(rule(spread.formatted(2, 0, 600)), 0, DAY))
        .containsExactly("grid:42-1 red 200-900");
    assertThat(town.raised(rule(spread.formatted(3, 0, 600)), 0, DAY)).isEmpty();
    assertThat(town.raised(rule(spread.formatted(3, 250, 600)), 0, DAY))
        .as("around the second one")
        .containsExactly("grid:42-1 red 400-900");
    assertThat(town.raised(rule(spread.formatted(2, 0, 50)), 0, DAY)).isEmpty();
  }

  // ---- two versions, marks, jobs

  @Test
  void besideItStandsWhatRealAlertsWereMarkedAndWhatAnotherVersionRaises() {
    int device = town.device("GS-1", Kind.GAS, 60);
    int gas = town.series(device, "ch4_lel");
    for (int at = 0; at < 12_000; at += 60) {
      double value = at / 60 % 50 == 10 ? 55 : at / 60 % 50 == 30 ? 70 : 1;
      town.say(gas, at, value);
    }
    alert(device, "red", 600, 660, "false");
    alert(device, "red", 1_800, 1_860, "real");
    alert(device, "red", 3_000, 3_060, "real"); // nothing was measured then
    alert(device, "red", 3_600, 3_660, "");
    var stricter =
        rule(
            "{'type':'level','quantities':['ch4_lel'],'steps':["
                + "{'severity':'red','high':{'raise':60,'clear':25}}]}");
    var result = town.run(GAS, stricter, 0, 12_000);
    assertThat(result.rule().total()).isEqualTo(8);
    assertThat(result.rule().marks()).isEqualTo(new TrialResult.Marks(1, 1, 1, 5, 1, 0));
    var other = Objects.requireNonNull(result.other());
    assertThat(other.total()).isEqualTo(4);
    assertThat(other.marks()).isEqualTo(new TrialResult.Marks(1, 0, 0, 3, 1, 1));
    assertThat(result.compared()).isEqualTo(new TrialResult.Compared(4, 0, 4));
    assertThat(result.rule().alerts()).extracting(TrialResult.Alert::also).contains(true, false);
  }

  @Test
  void whatHistorySaysNothingAboutIsRefused() {
    var ahead = rule("{'type':'clock_ahead','steps':[{'severity':'blue','high':{'raise':60}}]}");
    var request = new Trials.Request(ahead, null, new Span(at(0), at(DAY)));
    assertThatThrownBy(() -> town.trials.start(1, request, place -> true))
        .isInstanceOf(RuleRefusal.class)
        .hasMessageContaining("not stored");
    assertThatThrownBy(() -> new Span(at(0), at(367 * DAY))).isInstanceOf(RuleRefusal.class);
  }

  @Test
  void aTrialIsItsOwnersUntilAnHourIsOver() {
    int gas = gas("GS-1");
    town.say(gas, 60, 60);
    town.store();
    var request = new Trials.Request(GAS, null, new Span(at(0), at(DAY)));
    String id = town.trials.start(1, request, place -> true);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> town.trials.find(1, id).orElseThrow().state() == Trials.State.DONE);
    var status = town.trials.find(1, id).orElseThrow();
    assertThat(status.progress()).isEqualTo(1);
    assertThat(status.result()).isNotNull();
    assertThat(town.trials.find(2, id)).isEmpty();
    assertThat(town.trials.cancel(2, id)).isFalse();
    Instant before = town.now;
    town.now = before.plusSeconds(3_601);
    assertThat(town.trials.find(1, id)).isEmpty();
  }

  @Test
  void twoRunAtMostAndOneThatIsCancelledEnds() {
    int gas = gas("GS-1");
    town.say(gas, 60, 60);
    town.store();
    var year = new Trials.Request(GAS, GAS, new Span(at(0), at(366 * DAY)));
    var gate = new java.util.concurrent.CountDownLatch(1);
    java.util.function.Predicate<org.gridwatch.ingest.device.Places.Place> waits =
        place -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return true;
        };
    String first = town.trials.start(1, year, waits);
    String second = town.trials.start(1, year, waits);
    assertThatThrownBy(() -> town.trials.start(2, year, waits)).isInstanceOf(Trials.Busy.class);
    assertThat(town.trials.cancel(1, first)).isTrue();
    gate.countDown();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> town.trials.find(1, first).orElseThrow().state() == Trials.State.CANCELLED);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> town.trials.find(1, second).orElseThrow().state() == Trials.State.DONE);
    assertThat(town.trials.cancel(1, first)).as("forgotten").isTrue();
    assertThat(town.trials.find(1, first)).isEmpty();
  }
}
