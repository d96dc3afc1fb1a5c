package org.gridwatch.map.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.grid.BuildingDraft;
import org.gridwatch.map.grid.BuildingWriter;
import org.gridwatch.map.grid.Buildings;
import org.gridwatch.map.grid.Wgs84;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import tools.jackson.databind.JsonNode;

class AlertsHttpTest {
  private static final int EAST = 1;
  private static final int WEST = 2;
  private static final int NEAR = 3;

  private static AlertTown town;
  private static Browser officer;
  private static Browser east;

  @BeforeAll
  static void start() {
    town = new AlertTown();
    officer = town.as("officer");
    east = town.as("east");
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @BeforeEach
  void calm() {
    town.forgetAlerts();
  }

  private static HttpResponse<String> post(Browser who, String path, String body) {
    return who.send("POST", "/api/v1/alerts" + path, body);
  }

  private static JsonNode list(Browser who, String query) {
    return AlertTown.get(who, "/alerts" + query);
  }

  private static List<Long> ids(JsonNode page) {
    return page.path("alerts").valueStream().map(one -> one.path("id").asLong()).toList();
  }

  @Test
  void anAlertIsAllThatIsKnownOfIt() {
    long id = town.raise(EAST, Severity.ORANGE);
    var alert = AlertTown.get(officer, "/alerts/" + id);
    assertThat(alert.path("title").path("zh").asString()).isEqualTo("燃气泄漏");
    assertThat(alert.path("rule").path("code").asString()).isEqualTo("gas-leak");
    assertThat(alert.path("device").asString()).isEqualTo("GS-EAST");
    assertThat(alert.path("address").asString()).isEqualTo("东街 1 号");
    assertThat(alert.path("grids").toString()).isEqualTo("[\"C-E\",\"C\"]");
    assertThat(alert.path("unit").asString()).isEqualTo("%LEL");
    assertThat(alert.path("timeline").path(0).path("what").asString()).isEqualTo("raised");
    assertThat(alert.path("timeline").path(0).path("value").asDouble()).isEqualTo(30);
    assertThat(alert.path("cameras").path(0).path("device").asString()).isEqualTo("CM-EAST");
    assertThat(alert.path("cameras").path(0).path("distanceM").asInt()).isBetween(70, 80);
    assertThat(alert.path("cameras").path(0).path("hasSnapshot").asBoolean()).isTrue();
    assertThat(alert.path("incident").isNull()).isTrue();
    assertThat(alert.path("acknowledgedAt").isNull()).isTrue();
  }

  @Test
  void aLeaderSeesAndActsWithinTheOwnGridOnly() {
    long mine = town.raise(EAST, Severity.RED);
    long foreign = town.raise(WEST, Severity.RED);
    assertThat(ids(list(east, ""))).containsExactly(mine);
    assertThat(list(east, "").path("counts").path("red").asInt()).isEqualTo(1);
    assertThat(ids(list(officer, ""))).containsExactly(mine, foreign);
    assertThat(officer.get("/api/v1/alerts/" + foreign).statusCode()).isEqualTo(200);

    var none = east.get("/api/v1/alerts/4711").body().replace("4711", "X");
    var hidden = east.get("/api/v1/alerts/" + foreign);
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(hidden.body().replaceAll("alert(s?)(.)" + foreign, "alert$1$2X")).isEqualTo(none);
    assertThat(post(east, "/" + foreign + "/acknowledge", "{}").statusCode()).isEqualTo(404);
    assertThat(post(east, "/" + mine + "/acknowledge", "{}").statusCode()).isEqualTo(200);

    var bulk =
        post(
            east, "/bulk", "{\"ids\":[%d,%d],\"action\":\"acknowledge\"}".formatted(mine, foreign));
    assertThat(bulk.body()).contains("\"done\":[" + mine + "]", "there is no alert " + foreign);
    var untouched = list(officer, "?device=GS-WEST").path("alerts").path(0);
    assertThat(untouched.path("acknowledgedAt").isNull()).isTrue();
  }

  @Test
  void theBoardIsFilteredSortedAndCounted() {
    long orange = town.raise(EAST, Severity.ORANGE);
    town.server.clock.advance(Duration.ofMinutes(1));
    long red = town.raise(WEST, Severity.RED);
    town.server.clock.advance(Duration.ofMinutes(1));
    long yellow = town.raise(NEAR, Severity.YELLOW);

    assertThat(ids(list(officer, ""))).containsExactly(red, orange, yellow);
    assertThat(ids(list(officer, "?sort=age"))).containsExactly(orange, red, yellow);
    assertThat(ids(list(officer, "?sort=newest"))).containsExactly(yellow, red, orange);
    var inOrder = ids(list(officer, "?sort=id"));
    assertThat(inOrder).isSorted().containsExactlyInAnyOrder(orange, red, yellow);
    assertThat(ids(list(officer, "?sort=id&after=" + inOrder.getFirst())))
        .containsExactlyElementsOf(inOrder.subList(1, 3));
    assertThat(ids(list(officer, "?severity=red,yellow"))).containsExactly(red, yellow);
    assertThat(ids(list(officer, "?grid=C-E"))).containsExactly(orange, yellow);
    assertThat(ids(list(officer, "?grid=C&size=1&page=1"))).containsExactly(orange);
    assertThat(list(officer, "?size=1&page=7").path("total").asInt()).isEqualTo(3);
    assertThat(ids(list(officer, "?device=GS-WEST"))).containsExactly(red);
    assertThat(ids(list(officer, "?q=leak%20gs-near"))).containsExactly(yellow);
    assertThat(ids(list(officer, "?q=东门"))).containsExactly(orange);
    assertThat(ids(list(officer, "?kind=water"))).isEmpty();
    assertThat(ids(list(officer, "?rule=gas-leak"))).hasSize(3);

    post(officer, "/" + red + "/shelve", shelf(Duration.ofHours(1)));
    assertThat(ids(list(officer, ""))).containsExactly(orange, yellow);
    assertThat(ids(list(officer, "?quiet=only"))).containsExactly(red);
    assertThat(ids(list(officer, "?quiet=all"))).hasSize(3);
    assertThat(list(officer, "?quiet=all").path("counts").toString())
        .isEqualTo("{\"blue\":0,\"orange\":1,\"quiet\":1,\"red\":0,\"yellow\":1}");

    town.settle(town.leak(EAST, What.CLEARED, Severity.ORANGE));
    assertThat(ids(list(officer, "?phase=cleared"))).containsExactly(orange);
    assertThat(ids(list(officer, "?phase=active"))).containsExactly(yellow);
    post(officer, "/" + orange + "/acknowledge", "{}");
    assertThat(ids(list(officer, "?phase=closed"))).containsExactly(orange);
    assertThat(ids(list(officer, "?phase=all&quiet=all"))).hasSize(3);
  }

  private static String shelf(Duration length) {
    return "{\"until\":\"%s\",\"reason\":\"painting\"}"
        .formatted(town.server.clock.instant().plus(length));
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedByName() {
    for (var query :
        new String[] {"phase=x", "severity=pink", "kind=tv", "quiet=x", "sort=x", "size=501"}) {
      var answer = officer.get("/api/v1/alerts?" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).contains(query.substring(0, query.indexOf('=')));
    }
    long id = town.raise(EAST, Severity.RED);
    for (var action :
        new String[] {
          "assign {}",
          "comment {\"words\":\" \"}",
          "shelve {\"reason\":\"x\"}",
          "shelve {\"until\":\"2020-01-01T00:00:00Z\",\"reason\":\"x\"}",
          "judge {\"reason\":\"x\"}",
          "judge {\"real\":false}"
        }) {
      int space = action.indexOf(' ');
      var answer =
          post(officer, "/" + id + "/" + action.substring(0, space), action.substring(space + 1));
      assertThat(answer.statusCode()).as(action).isEqualTo(400);
    }
    assertThat(post(officer, "/bulk", "{\"ids\":[],\"action\":\"assign\",\"to\":\"x\"}").body())
        .contains("ids must be 1..500 alerts, were 0");
    assertThat(post(officer, "/bulk", "{\"ids\":[1],\"action\":\"clear\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void peopleActAndTheTimelineSaysWho() {
    long id = town.raise(EAST, Severity.RED);
    post(officer, "/" + id + "/acknowledge", "{\"words\":\"calling the gas company\"}");
    post(officer, "/" + id + "/assign", "{\"to\":\"王网格长\"}");
    post(officer, "/" + id + "/comment", "{\"words\":\"smells\"}");
    post(officer, "/" + id + "/shelve", shelf(Duration.ofHours(1)));
    post(officer, "/" + id + "/unshelve", "{}");
    var row = post(officer, "/" + id + "/judge", "{\"real\":false,\"reason\":\"cooking\"}");
    assertThat(AlertTown.json(row.body()).path("judged").asString()).isEqualTo("false");
    assertThat(AlertTown.json(row.body()).path("acknowledgedBy").asString()).isEqualTo("officer");

    var timeline = AlertTown.get(officer, "/alerts/" + id).path("timeline");
    assertThat(timeline.valueStream().map(entry -> entry.path("what").asString()))
        .containsExactly(
            "raised",
            "acknowledged",
            "assigned",
            "commented",
            "shelved",
            "unshelved",
            "judged-false");
    assertThat(timeline.path(2).path("words").asString()).isEqualTo("王网格长");
    assertThat(timeline.path(2).path("who").asString()).isEqualTo("officer");
    assertThat(town.server.admin().get("/api/v1/audit?action=alert").body())
        .contains("alert.acknowledge", "alert.assign", "alert.judge");
  }

  @Test
  void whatCannotBeDoneIsAConflictWithTheAlertAsItIs() {
    long id = town.raise(EAST, Severity.RED);
    var byHand = post(officer, "/" + id + "/clear", "{}");
    assertThat(byHand.statusCode()).isEqualTo(409);
    assertThat(byHand.body()).contains("raised by hand", "\"current\":{\"id\":" + id);
    town.settle(town.leak(EAST, What.CLEARED, Severity.RED));
    post(officer, "/" + id + "/acknowledge", "{}");
    var closed = post(officer, "/" + id + "/acknowledge", "{}");
    assertThat(closed.statusCode()).isEqualTo(409);
    assertThat(AlertTown.json(closed.body()).path("current").path("phase").asString())
        .isEqualTo("closed");
    var bulk = post(officer, "/bulk", "{\"ids\":[" + id + "],\"action\":\"unshelve\"}");
    assertThat(bulk.body()).contains("\"done\":[]", "the alert is not shelved");
  }

  @Test
  void oneIsRaisedByHandAtADeviceOrAPlaceAndClearedByHand() {
    var made =
        post(
            east,
            "",
            "{\"severity\":\"orange\",\"kind\":\"gas\",\"words\":\"有燃气味\",\"device\":\"GS-EAST\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    var row = AlertTown.json(made.body());
    assertThat(row.path("ruleId").isNull()).isTrue();
    assertThat(row.path("explanation").path("zh").asString()).isEqualTo("有燃气味");
    long id = row.path("id").asLong();
    assertThat(post(east, "/" + id + "/clear", "{\"words\":\"ok\"}").statusCode()).isEqualTo(200);
    assertThat(AlertTown.get(east, "/alerts/" + id).path("rule").isNull()).isTrue();

    var west = "{\"severity\":\"red\",\"kind\":\"gas\",\"words\":\"x\",\"device\":\"GS-WEST\"}";
    assertThat(post(east, "", west).statusCode()).isEqualTo(404);
    var anywhere =
        "{\"severity\":\"red\",\"kind\":\"other\",\"words\":\"x\",\"lon\":110.5,\"lat\":32.6}";
    assertThat(post(east, "", anywhere).statusCode()).isEqualTo(403);
    assertThat(post(officer, "", anywhere).statusCode()).isEqualTo(201);
    var nowhere = "{\"severity\":\"red\",\"kind\":\"other\",\"words\":\"x\"}";
    assertThat(post(officer, "", nowhere).statusCode()).isEqualTo(400);
    assertThat(post(town.as("viewer"), "", anywhere).statusCode()).isEqualTo(403);
  }

  /** Two stand on one another here: the one that was named counts. */
  @Test
  void oneThatIsRaisedForABuildingIsOfThatBuilding() {
    var buildings = new BuildingWriter(town.server.database.dataSource());
    buildings.add(List.of(block("b1", "南街 1 号"), block("b2", "南街 2 号")), "test");
    town.server.context.getBean(Buildings.class).refresh();
    int second =
        town.server
            .database
            .jdbc()
            .sql("select id from building where address = '南街 2 号'")
            .query(Integer.class)
            .single();
    var wish = "{\"severity\":\"red\",\"kind\":\"water\",\"words\":\"x\",\"building\":%d}";
    var made = post(officer, "", wish.formatted(second));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    var row = AlertTown.json(made.body());
    assertThat(row.path("subject").asString()).isEqualTo("building:" + second);
    assertThat(row.path("building").asInt()).isEqualTo(second);
    assertThat(row.path("address").asString()).isEqualTo("南街 2 号");
    assertThat(row.path("lon").asDouble()).isEqualTo(110.5);
    assertThat(post(officer, "", wish.formatted(4711)).statusCode()).isEqualTo(404);
    assertThat(post(east, "", wish.formatted(second)).statusCode()).isEqualTo(403);
  }

  private static BuildingDraft block(String code, String address) {
    var outline = Wgs84.FACTORY.toGeometry(new Envelope(110.4999, 110.5001, 32.5999, 32.6001));
    return new BuildingDraft(code, address, "", 1, 1, 1, outline);
  }

  @Test
  void anIncidentShowsItsAlertsAndTheirOutline() {
    town.raise(EAST, Severity.ORANGE);
    long second = town.raise(NEAR, Severity.RED);
    var incident = AlertTown.get(officer, "/incidents").path(0);
    assertThat(incident.path("cause").asString()).isEqualTo("nearby");
    assertThat(incident.path("severity").asString()).isEqualTo("red");
    assertThat(incident.path("members").asInt()).isEqualTo(2);
    var whole = AlertTown.get(officer, "/incidents/" + incident.path("id").asLong());
    assertThat(whole.path("alerts")).hasSize(2);
    assertThat(whole.path("outline").path("type").asString()).isEqualTo("LineString");
    assertThat(AlertTown.get(officer, "/alerts/" + second).path("incident").path("id").asLong())
        .isEqualTo(incident.path("id").asLong());

    assertThat(AlertTown.get(east, "/incidents")).hasSize(1);
    town.server.database.jdbc().sql("update alert set leaf_grid_id = 3").update();
    assertThat(AlertTown.get(east, "/incidents")).isEmpty();
    assertThat(east.get("/api/v1/incidents/1").statusCode()).isEqualTo(404);
  }
}
