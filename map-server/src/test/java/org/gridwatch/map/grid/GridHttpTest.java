package org.gridwatch.map.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class GridHttpTest {
  private static TestServer server;
  private static Browser admin;
  private static Browser leader;

  @BeforeAll
  static void openTheTown() {
    server = new TestServer();
    new GridWriter(server.database.dataSource())
        .add(Town.grids(), Instant.parse("2026-01-01T00:00:00Z"), "test");
    new BuildingWriter(server.database.dataSource())
        .add(List.of(Town.building(0, 20), Town.building(3, 30)), "demo");
    server.context.getBean(Grids.class).refresh();
    server.context.getBean(Buildings.class).refresh();
    server.context.getBean(GridPages.class).refresh();
    server.context.getBean(Search.class).refresh();
    admin = server.admin();
    assertThat(
            admin
                .send(
                    "POST",
                    "/api/v1/users",
                    """
                    {"name":"li","displayName":"李","role":"leader","grids":["42-2"],
                     "password":"a long enough secret"}
                    """)
                .statusCode())
        .isBetween(200, 201);
    leader = server.browser().signIn("li", "a long enough secret");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return GeoJson.JSON.readTree(answer.body());
  }

  private static List<String> codes(JsonNode collection) {
    return collection
        .path("features")
        .valueStream()
        .map(feature -> feature.path("properties").path("code").asString())
        .toList();
  }

  @Test
  void theOperatorSeesEveryGridWithItsPeopleAndCounts() {
    var collection = json(admin.get("/api/v1/grids"));
    assertThat(codes(collection)).hasSize(7).startsWith("42", "42-1", "42-2");
    var community = collection.path("features").path(0).path("properties");
    assertThat(community.path("households").asInt()).isEqualTo(50);
    assertThat(community.path("leader").asString()).isEqualTo("长42");
    assertThat(community.path("leaf").asBoolean()).isFalse();
  }

  @Test
  void aLeaderSeesTheirOwnGridsAndNoOthers() {
    assertThat(codes(json(leader.get("/api/v1/grids"))))
        .containsExactly("42-2", "42-2-1", "42-2-2");
    assertThat(leader.get("/api/v1/grids/42-2-1").statusCode()).isEqualTo(200);
    assertThat(leader.get("/api/v1/grids/42-1-1").statusCode()).isEqualTo(404);
    assertThat(leader.get("/api/v1/grids/42").statusCode()).isEqualTo(404);
    assertThat(json(leader.get("/api/v1/search?q=微网格11"))).isEmpty();
    assertThat(json(leader.get("/api/v1/search?q=微网格21"))).hasSize(1);
  }

  @Test
  void strangersAndLeadersMayNotChangeGrids() {
    assertThat(server.browser().get("/api/v1/grids").statusCode()).isEqualTo(401);
    assertThat(leader.send("PUT", "/api/v1/grids/42-2-1", "{\"name\":\"mine\"}").statusCode())
        .isEqualTo(403);
    assertThat(leader.send("POST", "/api/v1/grids/import", "{}").statusCode()).isEqualTo(403);
    assertThat(leader.get("/api/v1/grids/export").statusCode()).isEqualTo(403);
  }

  @Test
  void whoHasTheListAlreadyIsToldSo() throws Exception {
    var first = admin.get("/api/v1/grids");
    String etag = first.headers().firstValue("etag").orElseThrow();
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/api/v1/grids"))
            .header("If-None-Match", etag)
            .header("Cookie", "SESSION=none")
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .as("a stranger learns nothing, not even that")
        .isEqualTo(401);
    assertThat(etag).startsWith("W/");
  }

  @Test
  void aGridGetsANewNameAndLeader() {
    var edited =
        json(
            admin.send(
                "PUT",
                "/api/v1/grids/42-1-1",
                "{\"name\":\"东门\",\"leader\":{\"name\":\"王五\",\"phone\":\"136\"}}"));
    assertThat(edited.path("name").asString()).isEqualTo("东门");
    assertThat(edited.path("leader").path("name").asString()).isEqualTo("王五");
    assertThat(edited.path("areaM2").asDouble()).isBetween(10_000.0, 11_000.0);
    assertThat(edited.path("buildings").asInt()).isEqualTo(1);
  }

  @Test
  void badRequestsAreAnsweredInWords() {
    assertThat(admin.get("/api/v1/grids/export?crs=Mars9").statusCode()).isEqualTo(400);
    assertThat(admin.send("POST", "/api/v1/grids/import", "[]").statusCode()).isEqualTo(400);
    assertThat(admin.send("PUT", "/api/v1/grids/42-1-2", "{\"name\":\" \"}").statusCode())
        .isEqualTo(400);
    assertThat(admin.get("/api/v1/grids/export?crs=EPSG:4547").body()).contains("EPSG::4547");
  }

  @Test
  void whoPointsAtTheMapMeansTheNearestBuilding() {
    String inside = "/api/v1/buildings/near?lon=" + Town.middle(3) + "&lat=" + Town.middleLat();
    var found = json(leader.get(inside));
    assertThat(found).hasSize(1);
    assertThat(found.path(0).path("address").asString()).isEqualTo("车城路3号");
    assertThat(found.path(0).path("metres").asDouble()).isZero();

    double east = Town.middle(3) + 4e-4; // its wall is 1e-4 from the middle
    var beside = json(admin.get("/api/v1/buildings/near?lon=" + east + "&lat=" + Town.middleLat()));
    assertThat(beside.path(0).path("metres").asDouble()).isBetween(25.0, 31.0);
    double far = Town.middle(3) + 9e-4;
    assertThat(json(admin.get("/api/v1/buildings/near?lon=" + far + "&lat=" + Town.middleLat())))
        .isEmpty();
  }

  @Test
  void buildingsOfOthersAreNotThereAndAPlaceMustBeOne() {
    String others = "/api/v1/buildings/near?lon=" + Town.middle(0) + "&lat=" + Town.middleLat();
    assertThat(json(admin.get(others))).hasSize(1);
    assertThat(json(leader.get(others))).isEmpty();
    var refused = admin.get("/api/v1/buildings/near?lon=200&lat=32");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("lon must be -180..180");
    assertThat(admin.get("/api/v1/buildings/near?lon=NaN&lat=32").statusCode()).isEqualTo(400);
    assertThat(admin.get("/api/v1/buildings/near?lat=32").statusCode()).isEqualTo(400);
  }

  @Test
  void thePlaceSaysWhereWeAre() {
    var place = json(leader.get("/api/v1/place"));
    assertThat(place.path("hasGrids").asBoolean()).isTrue();
    assertThat(place.path("hasDevices").asBoolean()).isFalse();
    assertThat(place.path("empty").asBoolean()).isTrue();
    assertThat(place.path("bounds").path(0).asDouble()).isEqualTo(Town.WEST);
    assertThat(place.path("centre").path(1).asDouble()).isEqualTo(Town.middleLat());
  }
}
