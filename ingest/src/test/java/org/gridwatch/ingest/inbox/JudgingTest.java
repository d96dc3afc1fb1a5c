package org.gridwatch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleJson;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** From readings to alerts, through the real broker and into a real database. */
@Tag("slow")
class JudgingTest {
  private static final DeviceDetails GAS = DeviceDetails.of(Kind.GAS).every(60);
  private static final long T = 1_767_225_600_000L;

  @TempDir Path folder;
  private TestDatabase database;
  private Chain chain;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.create();
    chain = Chain.start(database.dataSource(), folder);
  }

  @AfterEach
  void stop() {
    chain.close();
    database.close();
    assertThat(chain.bug.get()).isNull();
  }

  private Voice registered(String name, DeviceDetails details) throws Exception {
    return chain.voice(name, chain.devices.create(name, details).token());
  }

  private List<String> alerts(String device) {
    return database
        .jdbc()
        .sql(
            """
            select a.rule_code || ' ' || a.severity || ' ' || a.phase || ':' ||
                   (select string_agg(e.what || coalesce(' ' || e.value::text, ''), ', ' order by e.id)
                      from alert_event e where e.alert_id = a.id)
              from alert a join device d on d.id = a.device_id where d.name = ? order by a.id
            """)
        .param(device)
        .query(String.class)
        .list();
  }

  private void awaitAlerts(String device, String... expected) {
    await().untilAsserted(() -> assertThat(alerts(device)).containsExactly(expected));
  }

  @Test
  void anAlertStepsUpAndDownInsideItselfAndIsCleared() throws Exception {
    try (var voice = registered("LEAK", GAS)) {
      voice.measure(T, "ch4_lel", 30);
      awaitAlerts("LEAK", "gas-leak orange active:raised 30");
      voice.measure(T + 1_000, "ch4_lel", 60);
      voice.measure(T + 2_000, "ch4_lel", 20);
      voice.measure(T + 3_000, "ch4_lel", 2);
      awaitAlerts("LEAK", "gas-leak orange cleared:raised 30, stepped 60, stepped 20, cleared 2");
    }
  }

  @Test
  void aHoldGoesOnOverARestartAndCountsNoGap() throws Exception {
    var voice = registered("HOLD", GAS);
    voice.measure(T, "ch4_lel", 12);
    voice.measure(T + 5_000, "ch4_lel", 12);
    await().untilAsserted(() -> assertThat(heldMs("HOLD")).isEqualTo("5000"));
    chain.stopIngest();
    chain.startIngest();
    voice.measure(T + 600_000, "ch4_lel", 12); // ten minutes without a word are no held time
    await().untilAsserted(() -> assertThat(heldMs("HOLD")).isEqualTo("5000"));
    assertThat(alerts("HOLD")).isEmpty();
    voice.measure(T + 604_999, "ch4_lel", 12);
    await().untilAsserted(() -> assertThat(heldMs("HOLD")).isEqualTo("9999"));
    assertThat(alerts("HOLD")).isEmpty();
    voice.measure(T + 605_000, "ch4_lel", 12);
    awaitAlerts("HOLD", "gas-leak yellow active:raised 12");
    voice.close();
  }

  private String heldMs(String device) {
    return database
        .jdbc()
        .sql(
            """
            select coalesce(max(state #>> '{tracks,ch4_lel,held,0}'), '') from rule_state r
              join device d on d.id = r.device_id where d.name = ?
            """)
        .param(device)
        .query(String.class)
        .single();
  }

  @Test
  void whatComesTwiceLateOrOutOfOrderRaisesNothingNewAndClearsNothing() throws Exception {
    try (var voice = registered("ORDER", GAS)) {
      voice.measure(T + 20_000, "ch4_lel", 1);
      await().until(() -> stored("ORDER") == 1); // else both would be judged in the device's order
      voice.measure(T + 11_000, "ch4_lel", 30); // 9 s older: dangerous by itself
      awaitAlerts("ORDER", "gas-leak orange active:raised 30");
      voice.measure(T + 11_000, "ch4_lel", 30);
      voice.measure(T + 12_000, "ch4_lel", 1); // older than the newest: clears nothing
      voice.measure(T + 5_000, "ch4_lel", 99); // late
      voice.measure(T + 21_000, "ch4_lel", 1);
      awaitAlerts("ORDER", "gas-leak orange cleared:raised 30, cleared 1");
    }
  }

  private int stored(String device) {
    return database
        .jdbc()
        .sql(
            """
            select count(*) from reading r join series s on s.id = r.series_id
              join device d on d.id = s.device_id where d.name = ?
            """)
        .param(device)
        .query(Integer.class)
        .single();
  }

  @Test
  void aChangedRuleJudgesAtOnceWhatIsNewest() throws Exception {
    try (var voice = registered("EDIT", GAS)) {
      voice.measure(T, "ch4_lel", 20);
      await().untilAsserted(() -> assertThat(heldMs("EDIT")).isEqualTo("0"));
      change("gas-leak", "/condition/steps/1/high", "raise", 18);
      awaitAlerts("EDIT", "gas-leak orange active:raised 20");
      change("gas-leak", "/condition/steps/1/high", "raise", 30);
      change("gas-leak", "/condition/steps/1/high", "clear", 28);
      awaitAlerts("EDIT", "gas-leak yellow active:raised 20, stepped 20");
      end("gas-leak");
      awaitAlerts("EDIT", "gas-leak yellow cleared:raised 20, stepped 20, cleared");
    }
  }

  private Rule rule(String code) {
    return new Rules(database.dataSource())
        .all().stream()
            .map(Rules.Stored::rule)
            .filter(rule -> rule.code().equals(code))
            .findFirst()
            .orElseThrow();
  }

  private void change(String code, String path, String field, double value) {
    Rule rule = rule(code);
    var json = RuleJson.write(rule);
    ((ObjectNode) json.at(path)).put(field, value);
    new Rules(database.dataSource())
        .change(rule.id(), rule.version(), RuleJson.parse(0, 1, json), "test");
  }

  private void end(String code) {
    new Rules(database.dataSource()).end(rule(code).id(), "test");
  }

  @Test
  void badReadingsAreIgnoredWithTheirReasonAndSuspectOnesAreNot() throws Exception {
    try (var voice = registered("DOUBT", GAS)) {
      voice.say(
          "telemetry",
          "{\"ts\":%d,\"quality\":\"bad\",\"reason\":\"preheat\",\"values\":{\"ch4_lel\":80}}"
              .formatted(T));
      voice.say(
          "telemetry",
          "{\"ts\":%d,\"quality\":\"suspect\",\"values\":{\"ch4_lel\":30}}".formatted(T + 1_000));
      awaitAlerts("DOUBT", "gas-leak orange active:raised 30");
      assertThat(chain.meters.counter("gridwatch.rules.ignored", "reason", "bad-preheat").count())
          .isEqualTo(1);
    }
  }

  @Test
  void afterOurOwnOutageNobodyIsSilentWhoSpokeMeanwhileAndOneIncidentSaysThatWeWereBlind()
      throws Exception {
    var voice = registered("SPOKE", GAS);
    chain.devices.create("MUTE", GAS);
    voice.measure(T, "ch4_lel", 1);
    await().until(() -> sightedNoted());
    chain.stopIngest();
    voice.measure(T + 1_000, "ch4_lel", 1);
    chain.passes(Duration.ofMinutes(30));
    chain.startIngest();
    await().untilAsserted(() -> assertThat(blind()).containsExactly("installation 30"));
    chain.passes(Duration.ofSeconds(95)); // one interval and a half after we see again
    await()
        .untilAsserted(
            () ->
                assertThat(alerts("MUTE"))
                    .singleElement()
                    .asString()
                    .matches("silent yellow active:raised (18|19|20)\\d\\d.*")); // half an hour
    assertThat(alerts("SPOKE")).isEmpty();
    voice.close();
  }

  @Test
  void whoIsSilentStaysSoOverARestartOfOurs() throws Exception {
    chain.devices.create("MUTE", GAS.every(1));
    await().until(() -> alerts("MUTE").size() == 1);
    List<String> before = alerts("MUTE");
    chain.stopIngest();
    chain.startIngest();
    chain.devices.create("LATER", GAS.every(1));
    await().until(() -> alerts("LATER").size() == 1); // silence is judged again
    assertThat(alerts("MUTE")).isEqualTo(before);
  }

  private boolean sightedNoted() {
    return database
        .jdbc()
        .sql("select exists (select 1 from setting where name = 'ingest.sighted')")
        .query(Boolean.class)
        .single();
  }

  private List<String> blind() {
    return database
        .jdbc()
        .sql(
            """
            select subject || ' ' || (extract(epoch from closed_at - opened_at) / 60)::int
              from incident where cause = 'blind'
            """)
        .query(String.class)
        .list();
  }
}
