package org.gridwatch.ingest.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gridwatch.ingest.alert.Alert.Phase;
import org.gridwatch.ingest.device.DeviceDetails;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.Kind;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts in a real database, as rules raise and people handle them. */
@Tag("slow")
class AlertsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
  private static final double HERE_LON = 110.79;
  private static final double HERE_LAT = 32.65;

  private TestDatabase database;
  private Alerts alerts;
  private Devices devices;
  private Places places;
  private Instant now = NOW;
  private final Map<String, Rule> rules = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    alerts = new Alerts(database.dataSource());
    devices = new Devices(database.dataSource());
    places = new Places(database.dataSource());
    var stored = new Rules(database.dataSource());
    stored.addDefaults();
    stored.all().forEach(one -> rules.put(one.rule().code(), one.rule()));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  // ---- the story's small words

  private void device(String name, Kind kind, int building, int leaf, double eastM) {
    place(
        devices.create(name, DeviceDetails.of(kind).at(HERE_LON + eastM / 93_600, HERE_LAT)),
        building,
        leaf);
  }

  private void behind(String gateway, String name, int building, int leaf) {
    place(
        devices.create(
            name, DeviceDetails.of(Kind.GAS).at(HERE_LON, HERE_LAT).every(60).behind(gateway)),
        building,
        leaf);
  }

  private void place(Devices.Created created, int building, int leaf) {
    int id = created.device().id();
    ids.put(created.device().name(), id);
    places.set(
        List.of(new Places.Place(id, building, leaf, leaf * 10, List.of("G-" + leaf, "TOWN"))),
        NOW.minusSeconds(60));
  }

  private Rule rule(String code) {
    return Objects.requireNonNull(rules.get(code), code);
  }

  private int id(String device) {
    return Objects.requireNonNull(ids.get(device), device);
  }

  private Transition says(String rule, String device, What what, Severity severity, double value) {
    String measured =
        switch (rule) {
          case "gas-leak" -> "ch4_lel";
          case "silent" -> "silence";
          case "voltage" -> "voltage_a";
          default -> rule;
        };
    return new Transition(
        rule(rule),
        Transition.subjectOf(id(device)),
        id(device),
        what,
        severity,
        new Evidence(measured, value, value, 25, now, now, Duration.ofSeconds(12)),
        Transition.Why.MEASURED);
  }

  private Transition leak(String device, What what) {
    return says("gas-leak", device, what, Severity.ORANGE, what == What.CLEARED ? 1 : 30);
  }

  private Transition silent(String device, What what) {
    return says("silent", device, what, Severity.YELLOW, 3);
  }

  private List<Told> settle(Transition... transitions) {
    return settle(List.of(transitions));
  }

  private List<Told> settle(List<Transition> transitions) {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var told = alerts.apply(connection, transitions, now);
      connection.commit();
      return told;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Alert one(String device) {
    return database
        .jdbc()
        .sql(AlertRows.SELECT + " where d.name = ? order by a.id desc limit 1")
        .param(device)
        .query(AlertRows::read)
        .single();
  }

  private List<String> timeline(long id) {
    return database
        .jdbc()
        .sql("select what from alert_event where alert_id = ? order by id")
        .param(id)
        .query(String.class)
        .list();
  }

  private int count(String sql) {
    return database.jdbc().sql(sql).query(Integer.class).single();
  }

  private void planned(String place, String ref, Duration before, Duration after) {
    database
        .jdbc()
        .sql(
            "insert into planned_work (place, place_ref, from_at, to_at, reason, made_by)"
                + " values (?, ?, ?, ?, 'new pipe', 'li')")
        .params(
            place,
            ref,
            now.minus(before).atOffset(ZoneOffset.UTC),
            now.plus(after).atOffset(ZoneOffset.UTC))
        .update();
  }

  // ---- one alert

  @Test
  void aLeakIsRaisedWithItsPlaceAndItsReasonAndToldOnce() {
    device("G-1", Kind.GAS, 7, 11, 0);
    var told = settle(leak("G-1", What.RAISED));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().what()).isEqualTo("raised");
    Alert alert = one("G-1");
    assertThat(told.getFirst().alert()).isEqualTo(alert);
    assertThat(alert.place().buildingId()).isEqualTo(7);
    assertThat(alert.place().leafGridId()).isEqualTo(11);
    assertThat(alert.place().boundaryVersionId()).isEqualTo(110);
    assertThat(alert.place().gridCodes()).containsExactly("G-11", "TOWN");
    assertThat(alert.texts().title().zh()).isEqualTo("燃气泄漏");
    assertThat(alert.texts().explanation().en())
        .isEqualTo(
            "Methane was 30 %LEL at 16:00:00, at or above the orange limit of 25 %LEL for 12 s."
                + " Clears below 15 %LEL.");
    assertThat(alert.texts().explanation().zh())
        .isEqualTo("16:00:00 测得甲烷浓度 30 %LEL,达到或超过橙色限值 25 %LEL,已持续 12 秒。低于 15 %LEL 时解除。");
    assertThat(alert.measured().heldSeconds()).isEqualTo(12);
    assertThat(alert.revision()).isPositive();
    assertThat(timeline(alert.id())).containsExactly("raised");
  }

  @Test
  void thereIsOneOpenAlertPerRuleAndDeviceWhateverIsSaidAgain() {
    device("G-1", Kind.GAS, 7, 11, 0);
    settle(leak("G-1", What.RAISED));
    assertThat(settle(leak("G-1", What.RAISED))).isEmpty();
    var worse = settle(says("gas-leak", "G-1", What.RAISED, Severity.RED, 60));

    assertThat(worse).extracting(Told::what).containsExactly("stepped");
    assertThat(count("select count(*) from alert")).isEqualTo(1);
    assertThat(one("G-1").standing().worst()).isEqualTo(Severity.RED);
  }

  @Test
  void clearedWithoutAnOpenAlertDoesNothing() {
    device("G-1", Kind.GAS, 7, 11, 0);
    assertThat(settle(leak("G-1", What.CLEARED))).isEmpty();
    assertThat(count("select count(*) from alert")).isZero();
  }

  @Test
  void clearedAndUnseenReopensAndClearedAndSeenIsOverForGood() {
    device("G-1", Kind.GAS, 7, 11, 0);
    settle(leak("G-1", What.RAISED));
    now = now.plusSeconds(900);
    settle(leak("G-1", What.CLEARED));
    now = now.plusSeconds(900);
    assertThat(settle(leak("G-1", What.RAISED))).extracting(Told::what).containsExactly("reopened");
    Alert first = one("G-1");
    assertThat(first.standing().reopened()).isEqualTo(1);

    var seen = alerts.act(first.id(), new Happening.Acknowledge("wang", ""), now);
    assertThat(seen).isInstanceOf(Answer.Done.class);
    now = now.plusSeconds(900);
    settle(leak("G-1", What.CLEARED));
    assertThat(one("G-1").phase()).isEqualTo(Phase.CLOSED);
    assertThat(timeline(first.id()))
        .containsExactly("raised", "cleared", "reopened", "acknowledged", "cleared", "closed");

    now = now.plusSeconds(900);
    settle(leak("G-1", What.RAISED));
    assertThat(one("G-1").id()).isNotEqualTo(first.id());
  }

  @Test
  void oneBatchMayRaiseClearAndRaiseAgain() {
    device("G-1", Kind.GAS, 7, 11, 0);
    settle(leak("G-1", What.RAISED), leak("G-1", What.CLEARED), leak("G-1", What.RAISED));
    Alert alert = one("G-1");
    assertThat(alert.phase()).isEqualTo(Phase.ACTIVE);
    assertThat(timeline(alert.id())).containsExactly("raised", "cleared", "reopened", "chattering");
  }

  @Test
  void oneThatComesAndGoesIsDampedUntilItIsCalm() {
    device("G-1", Kind.GAS, 7, 11, 0);
    for (What what : List.of(What.RAISED, What.CLEARED, What.RAISED, What.CLEARED)) {
      settle(leak("G-1", what));
      now = now.plusSeconds(60);
    }
    assertThat(one("G-1").standing().chattering()).isTrue();
    assertThat(one("G-1").phase()).isEqualTo(Phase.ACTIVE);

    assertThat(alerts.tick(now.plusSeconds(500))).isEmpty();
    assertThat(alerts.tick(now.plusSeconds(600))).extracting(Told::what).containsExactly("cleared");
    assertThat(one("G-1").standing().chattering()).isFalse();
    assertThat(timeline(one("G-1").id()))
        .containsExactly("raised", "cleared", "reopened", "chattering", "damped", "cleared");
  }

  @Test
  void oneThatIsClosedEachTimeChattersAsWell() {
    device("G-1", Kind.GAS, 7, 11, 0);
    settle(leak("G-1", What.RAISED));
    alerts.act(one("G-1").id(), new Happening.Acknowledge("wang", ""), now);
    settle(leak("G-1", What.CLEARED));
    now = now.plusSeconds(60);
    settle(leak("G-1", What.RAISED));
    assertThat(one("G-1").standing().chattering()).isTrue();
  }

  // ---- many, and crashes

  @Test
  void fiveHundredInOneSecondAreFewStatementsAndAllThere() {
    var raised = new ArrayList<Transition>();
    var batch = new ArrayList<Devices.NewDevice>();
    for (int i = 0; i < 500; i++) {
      batch.add(
          new Devices.NewDevice(
              "G-" + i, DeviceDetails.of(Kind.GAS).at(HERE_LON + i / 10_000.0, HERE_LAT)));
    }
    devices.createAll(batch);
    devices.all().forEach(one -> ids.put(one.name(), one.id()));
    places.set(
        ids.values().stream()
            .map(id -> new Places.Place(id, 0, 11, 110, List.of("G-11", "TOWN")))
            .toList(),
        NOW.minusSeconds(60));
    for (int i = 0; i < 500; i++) {
      raised.add(leak("G-" + i, What.RAISED));
    }
    var statements = new AtomicInteger();
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThat(alerts.apply(counting(connection, statements), raised, now)).hasSize(500);
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    assertThat(statements.get()).isLessThan(25);
    assertThat(count("select count(*) from alert where phase = 'active'")).isEqualTo(500);
    assertThat(count("select count(distinct revision) from alert")).isEqualTo(500);
    assertThat(count("select count(*) from incident")).isEqualTo(1);
  }

  private static Connection counting(Connection connection, AtomicInteger statements) {
    return (Connection)
        Proxy.newProxyInstance(
            AlertsTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                statements.incrementAndGet();
              }
              return method.invoke(connection, arguments);
            });
  }

  @Test
  void whatIsRolledBackLeavesNothing() throws SQLException {
    device("G-1", Kind.GAS, 7, 11, 0);
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThat(alerts.apply(connection, List.of(leak("G-1", What.RAISED)), now)).hasSize(1);
      connection.rollback();
    }
    assertThat(count("select count(*) from alert")).isZero();
    assertThat(count("select count(*) from alert_event")).isZero();
    assertThat(settle(leak("G-1", What.RAISED))).hasSize(1);
  }

  @Test
  void whoeverSaysItAtTheSameMomentThereIsOneAlertAndOneTelling() {
    device("G-1", Kind.GAS, 7, 11, 0);
    var raised = leak("G-1", What.RAISED);
    var told =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> settle(raised)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .flatMap(List::stream)
            .toList();
    assertThat(told).hasSize(1);
    assertThat(timeline(one("G-1").id())).containsExactly("raised");
  }

  /** Rules and people, duplicates included, in an order nobody chose. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverHappensEachAlertIsRaisedOnceAndEndsOnce(long seed) {
    device("G-1", Kind.GAS, 7, 11, 0);
    device("G-2", Kind.GAS, 7, 11, 50);
    var random = new Random(seed);
    for (int i = 0; i < 120; i++) {
      now = now.plusSeconds(random.nextInt(200));
      String device = random.nextBoolean() ? "G-1" : "G-2";
      switch (random.nextInt(6)) {
        case 0, 1 -> settle(leak(device, What.RAISED), leak(device, What.RAISED));
        case 2, 3 -> settle(leak(device, What.CLEARED), leak(device, What.CLEARED));
        case 4 -> alerts.act(openIds(), new Happening.Acknowledge("wang", ""), now);
        default -> alerts.tick(now);
      }
    }
    assertThat(
            count(
                """
                select count(*) from alert a where
                  1 <> (select count(*) from alert_event where alert_id = a.id and what = 'raised')
                  or (phase = 'closed')::int
                     <> (select count(*) from alert_event where alert_id = a.id and what = 'closed')
                  or a.reopened
                     <> (select count(*) from alert_event where alert_id = a.id and what = 'reopened')
                  or (phase <> 'active')::int + a.reopened
                     <> (select count(*) from alert_event where alert_id = a.id and what = 'cleared')
                """))
        .isZero();
    assertThat(
            count(
                "select count(*) from incident i where (i.closed_at is null) <> exists (select 1"
                    + " from alert where incident_id = i.id and phase = 'active')"))
        .isZero();
  }

  private List<Long> openIds() {
    return database
        .jdbc()
        .sql("select id from alert where phase <> 'closed'")
        .query(Long.class)
        .list();
  }

  // ---- people

  @Test
  void peopleActAndAreRefused() {
    device("G-1", Kind.GAS, 7, 11, 0);
    settle(leak("G-1", What.RAISED));
    long id = one("G-1").id();
    assertThat(alerts.act(id, new Happening.ClearByHand("wang", ""), now))
        .isEqualTo(new Answer.Refused(one("G-1"), Outcome.Why.NOT_BY_HAND));
    assertThat(alerts.act(4_711, new Happening.Comment("wang", "?"), now))
        .isEqualTo(new Answer.Unknown());
    alerts.act(id, new Happening.Shelve("wang", now.plusSeconds(60), "painting"), now);
    assertThat(one("G-1").quietAt(now)).isTrue();

    assertThat(alerts.tick(now.plusSeconds(59))).isEmpty();
    assertThat(alerts.tick(now.plusSeconds(60)))
        .extracting(Told::what)
        .containsExactly("unshelved");
  }

  @Test
  void oneRaisedByHandLivesTheSameLife() {
    device("G-1", Kind.GAS, 7, 11, 0);
    var told =
        alerts.raiseByHand(
            new Alerts.ByHand(
                Severity.RED, "gas", "smells of gas", id("G-1"), 0, Alert.Place.UNKNOWN),
            "wang",
            now);
    long id = told.alert().id();
    assertThat(told.what()).isEqualTo("raised");
    assertThat(told.alert().place().leafGridId()).isEqualTo(11);
    alerts.act(id, new Happening.ClearByHand("wang", "nothing found"), now);
    alerts.act(id, new Happening.Acknowledge("wang", ""), now);
    assertThat(timeline(id)).containsExactly("raised", "cleared", "acknowledged", "closed");
  }

  // ---- planned work

  @Test
  void plannedWorkKeepsQuietWhatBeginsThereAndEndsByItself() {
    device("G-1", Kind.GAS, 7, 11, 0);
    device("G-2", Kind.GAS, 8, 11, 500);
    planned("building", "7", Duration.ofMinutes(5), Duration.ofHours(1));
    settle(leak("G-1", What.RAISED), leak("G-2", What.RAISED));
    assertThat(one("G-1").quietAt(now)).isTrue();
    assertThat(one("G-2").quietAt(now)).isFalse();
    assertThat(timeline(one("G-1").id())).containsExactly("raised", "silenced");

    now = now.plusSeconds(3_600);
    assertThat(alerts.tick(now)).extracting(Told::what).containsExactly("silence-over");
    assertThat(one("G-1").quietAt(now)).isFalse();
  }

  @Test
  void workAnnouncedLateSilencesWhatBeganSinceAndNothingOlder() {
    device("G-1", Kind.GAS, 7, 11, 0);
    device("G-2", Kind.GAS, 8, 11, 500);
    settle(leak("G-1", What.RAISED));
    now = now.plusSeconds(600);
    settle(leak("G-2", What.RAISED));
    now = now.plusSeconds(60);
    planned("grid", "TOWN", Duration.ofMinutes(5), Duration.ofHours(1));
    alerts.tick(now);
    assertThat(one("G-1").quietAt(now)).isFalse();
    assertThat(one("G-2").quietAt(now)).isTrue();
  }

  // ---- causes

  @Test
  void aSilentGatewayHoldsItsDevicesBackUntilItSpeaksAgain() {
    device("GW", Kind.GAS, 7, 11, 0);
    behind("GW", "G-1", 7, 11);
    behind("GW", "G-2", 7, 11);
    settle(silent("G-1", What.RAISED));
    now = now.plusSeconds(60);
    settle(silent("GW", What.RAISED), silent("G-2", What.RAISED));
    long cause = one("GW").id();
    assertThat(one("G-1").quiet().heldBackBy()).isEqualTo(cause);
    assertThat(one("G-2").quiet().heldBackBy()).isEqualTo(cause);
    assertThat(one("GW").quiet().incidentId()).isEqualTo(one("G-1").quiet().incidentId());
    assertThat(database.jdbc().sql("select cause from incident").query(String.class).list())
        .containsExactly("gateway-silent");

    now = now.plusSeconds(60);
    settle(silent("GW", What.CLEARED), silent("G-1", What.CLEARED));
    assertThat(one("G-1").phase()).isEqualTo(Phase.CLOSED);
    assertThat(alerts.tick(now.plusSeconds(59))).isEmpty();
    assertThat(alerts.tick(now.plusSeconds(60))).extracting(Told::what).containsExactly("released");
    assertThat(one("G-2").quietAt(now)).isFalse();
  }

  @Test
  void noPowerInABuildingHoldsBackWhatIsSilentInIt() {
    device("P-1", Kind.POWER, 7, 11, 0);
    device("C-1", Kind.CAMERA, 7, 11, 0);
    device("C-2", Kind.CAMERA, 8, 11, 400);
    settle(silent("C-1", What.RAISED), silent("C-2", What.RAISED));
    assertThat(one("C-1").quietAt(now)).isFalse();
    settle(says("voltage", "P-1", What.RAISED, Severity.ORANGE, 150));
    assertThat(one("C-1").quietAt(now)).isFalse();
    settle(
        says("voltage", "P-1", What.CLEARED, Severity.ORANGE, 220),
        says("voltage", "P-1", What.RAISED, Severity.ORANGE, 0.4));

    assertThat(one("C-1").quiet().heldBackBy()).isEqualTo(one("P-1").id());
    assertThat(one("C-2").quietAt(now)).isFalse();
  }

  @Test
  void noPowerInAnAreaIsOneIncidentWithItsMembers() {
    for (int i = 1; i <= 3; i++) {
      device("P-" + i, Kind.POWER, i, 11, i * 300);
    }
    device("C-1", Kind.CAMERA, 0, 11, 0);
    device("C-9", Kind.CAMERA, 0, 12, 0);
    settle(
        says("voltage", "P-1", What.RAISED, Severity.ORANGE, 0),
        says("voltage", "P-2", What.RAISED, Severity.ORANGE, 0),
        says("voltage", "P-3", What.RAISED, Severity.ORANGE, 0));
    settle(
        new Transition(
            rule("area-power-loss"),
            "grid:G-11",
            0,
            What.RAISED,
            Severity.RED,
            new Evidence("power", 3, 3, 3, now, now, Duration.ZERO),
            Transition.Why.MEASURED));
    settle(silent("C-1", What.RAISED), silent("C-9", What.RAISED));

    assertThat(one("C-1").quiet().heldBackBy()).isPositive();
    assertThat(one("C-9").quietAt(now)).isFalse();
    assertThat(count("select count(distinct incident_id) from alert where incident_id is not null"))
        .isEqualTo(1);
    assertThat(count("select count(*) from alert where incident_id is not null")).isEqualTo(5);
    assertThat(database.jdbc().sql("select severity from incident").query(String.class).single())
        .isEqualTo("red");
    assertThat(count("select leaf_grid_id from alert where device_id is null")).isEqualTo(11);
  }

  @Test
  void noPowerHoldsBackTheGatewayAndTheGatewayItsDevicesAsOneIncident() {
    device("P-1", Kind.POWER, 7, 11, 0);
    device("GW", Kind.GAS, 7, 11, 0);
    behind("GW", "G-1", 8, 11);
    settle(
        says("voltage", "P-1", What.RAISED, Severity.ORANGE, 0),
        silent("GW", What.RAISED),
        silent("G-1", What.RAISED));
    assertThat(one("GW").quiet().heldBackBy()).isEqualTo(one("P-1").id());
    assertThat(one("G-1").quiet().heldBackBy()).isEqualTo(one("GW").id());
    assertThat(count("select count(distinct incident_id) from alert")).isEqualTo(1);

    settle(says("voltage", "P-1", What.CLEARED, Severity.ORANGE, 220));
    now = now.plusSeconds(600);
    assertThat(alerts.tick(now)).extracting(one -> one.alert().origin().device()).contains("GW");
    assertThat(one("GW").quietAt(now)).isFalse();
    assertThat(one("G-1").quietAt(now)).isTrue();
  }

  // ---- close by

  @Test
  void twoLeaksCloseByAreOneIncidentThatEndsWithThem() {
    device("G-1", Kind.GAS, 7, 11, 0);
    device("G-2", Kind.GAS, 8, 11, 150);
    device("G-3", Kind.GAS, 9, 11, 900);
    settle(leak("G-1", What.RAISED));
    assertThat(one("G-1").quiet().incidentId()).isZero();
    now = now.plusSeconds(120);
    settle(leak("G-2", What.RAISED), leak("G-3", What.RAISED));
    assertThat(one("G-1").quiet().incidentId()).isPositive();
    assertThat(one("G-2").quiet().incidentId()).isEqualTo(one("G-1").quiet().incidentId());
    assertThat(one("G-3").quiet().incidentId()).isZero();

    settle(leak("G-1", What.CLEARED));
    assertThat(count("select count(*) from incident where closed_at is null")).isEqualTo(1);
    settle(leak("G-2", What.CLEARED));
    assertThat(count("select count(*) from incident where closed_at is null")).isZero();
  }
}
