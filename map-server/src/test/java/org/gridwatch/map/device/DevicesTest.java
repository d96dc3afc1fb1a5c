package org.gridwatch.map.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static TestServer server;
  private static Browser admin;
  private static Browser east;

  /** A community with two leaves; a device in each, and one in neither. */
  @BeforeAll
  static void start() {
    server = new TestServer();
    server
        .database
        .jdbc()
        .sql(
            """
            insert into grid (code, level, parent_id, name) values ('C', 1, null, 'Community');
            insert into grid (code, level, parent_id, name) values
              ('C-E', 2, 1, 'East'), ('C-W', 2, 1, 'West');
            insert into device (name, kind, label, expected_interval_s, lon, lat) values
              ('GS-EAST', 'gas', '东门', 300, 110.79, 32.65),
              ('GS-WEST', 'gas', '西门', 300, 110.78, 32.65),
              ('CM-LOST', 'camera', '', 60, 110.70, 32.65);
            insert into device_place (device_id, valid_from, leaf_grid_id) values
              (1, now(), 2), (2, now(), 3);
            insert into device_event (device_id, event, type, score, started_at, updated_at)
              values (2, 'e1', 'smoke', 0.9, now(), now());
            insert into device_snapshot (device_id, event, jpeg) values (2, 'e1', '\\xffd8ff');
            insert into series (device_id, quantity) values (1, 'ch4_lel');
            insert into latest values (1, now(), 3.2, 0);
            """)
        .update();
    server.addAccount("east", Role.LEADER, "C-E");
    server.addAccount("nowhere", Role.LEADER);
    server.addAccount("eastern-officer", Role.OFFICER, "C-E");
    admin = server.admin();
    east = server.browser().signIn("east", TestServer.PASSWORD);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aLeaderSeesTheOwnDevicesAndNoOthers() {
    assertThat(east.get("/api/v1/devices/GS-EAST").body()).contains("ch4_lel", "%LEL", "\"C-E\"");
    for (var path : new String[] {"", "/events", "/snapshots/latest", "/snapshots/e1"}) {
      assertThat(east.get("/api/v1/devices/GS-WEST" + path).statusCode()).as(path).isEqualTo(404);
      assertThat(admin.get("/api/v1/devices/GS-WEST" + path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(east.get("/api/v1/devices/CM-LOST").statusCode()).isEqualTo(404);
    assertThat(east.get("/api/v1/devices").body()).contains("GS-EAST").doesNotContain("GS-WEST");
    assertThat(east.get("/api/v1/devices/map").body())
        .contains("GS-EAST")
        .doesNotContain("GS-WEST");
    assertThat(east.get("/api/v1/devices?state=unassigned").body()).doesNotContain("CM-LOST");
    assertThat(admin.get("/api/v1/devices?state=unassigned").body()).contains("CM-LOST");
  }

  @Test
  void aForeignDeviceLooksExactlyLikeNone() {
    var foreign = east.get("/api/v1/devices/GS-WEST").body().replace("GS-WEST", "X");
    var none = east.get("/api/v1/devices/GS-NONE").body().replace("GS-NONE", "X");
    assertThat(foreign).isEqualTo(none);
  }

  @Test
  void aLeaderWithoutAGridSeesNothing() {
    var nowhere = server.browser().signIn("nowhere", TestServer.PASSWORD);
    assertThat(nowhere.get("/api/v1/devices").body()).contains("\"total\":0");
    assertThat(nowhere.get("/api/v1/devices/map").body()).contains("\"ids\":[]");
  }

  @Test
  void anOfficerOfOneGridExportsThatGridAndSeesNoNewcomers() {
    var officer = server.browser().signIn("eastern-officer", TestServer.PASSWORD);
    assertThat(officer.get("/api/v1/devices/export?format=csv").body())
        .contains("GS-EAST")
        .doesNotContain("GS-WEST");
    assertThat(officer.get("/api/v1/newcomers").statusCode()).isEqualTo(403);
    assertThat(officer.get("/api/v1/rejects").statusCode()).isEqualTo(403);
  }

  @Test
  void theMapIsSentAgainOnlyWhenTheRegistryHasChanged() {
    var first = admin.get("/api/v1/devices/map");
    var tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(conditional(tag)).isEqualTo(304);
    admin.send("POST", "/api/v1/devices", "{\"name\":\"NEW-1\",\"kind\":\"water\"}");
    assertThat(conditional(tag)).isEqualTo(200);
  }

  @Test
  void aDeviceIsMadeChangedReplacedRetiredAndRestored() {
    var made =
        admin.send(
            "POST",
            "/api/v1/devices",
            "{\"name\":\"W-1\",\"kind\":\"water\",\"lon\":110.7,\"lat\":32.6}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).contains("\"name\":\"W-1\"", "\"token\":");
    assertThat(change("PUT", "W-1", "{\"label\":\"pump\"}")).isEqualTo(204);
    assertThat(admin.get("/api/v1/devices/W-1").body()).contains("pump", "110.7");
    assertThat(change("POST", "W-1/replace", "{\"newName\":\"W-2\",\"reason\":\"broken\"}"))
        .isEqualTo(200);
    assertThat(admin.get("/api/v1/devices/W-2").body()).contains("\"formerNames\":[\"W-1\"]");
    assertThat(change("POST", "W-2/retire", "{}")).isEqualTo(204);
    assertThat(admin.get("/api/v1/devices?q=W-2").body()).contains("\"total\":0");
    assertThat(admin.get("/api/v1/devices?q=W-2&retired=true").body()).contains("\"total\":1");
    assertThat(change("POST", "W-2/restore", "{}")).isEqualTo(204);
    assertThat(change("POST", "W-2/token", "{}")).isEqualTo(200);
    assertThat(admin.get("/api/v1/audit?action=device").body())
        .contains("device.create", "device.edit", "device.replace", "device.retire");
  }

  @Test
  void badDevicesAreRefusedByName() {
    var name = admin.send("POST", "/api/v1/devices", "{\"name\":\"a b\",\"kind\":\"gas\"}");
    assertThat(name.statusCode()).isEqualTo(400);
    assertThat(name.body()).contains("a b");
    var kind = admin.send("POST", "/api/v1/devices", "{\"name\":\"A\",\"kind\":\"tv\"}");
    assertThat(kind.statusCode()).isEqualTo(400);
    assertThat(kind.body()).contains("tv");
    var taken = admin.send("POST", "/api/v1/devices", "{\"name\":\"GS-EAST\",\"kind\":\"gas\"}");
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(change("PUT", "NONE", "{}")).isEqualTo(404);
    assertThat(admin.get("/api/v1/devices?size=1000").statusCode()).isEqualTo(400);
  }

  @Test
  void fiveThousandLinesAreImportedWithAReportForEachAndRetiredAtOnce() {
    var rows =
        IntStream.range(0, 5000)
            .mapToObj(i -> "B-%d,power,meter,110.7%04d,32.6".formatted(i, i))
            .collect(Collectors.joining("\n"));
    var file = "name,kind,model,lon,lat\n" + rows + "\nBAD NAME,power,,,\n";
    var dry = admin.send("POST", "/api/v1/devices/import?format=csv&dryRun=true", file);
    assertThat(dry.body()).contains("\"accepted\":5000", "\"rejected\":1", "BAD NAME");
    assertThat(admin.get("/api/v1/devices?q=B-4999").body()).contains("\"total\":0");
    var done = admin.send("POST", "/api/v1/devices/import?format=csv", file);
    assertThat(done.body()).contains("\"accepted\":5000", "\"outcome\":\"created\"", "\"token\":");
    var names =
        IntStream.range(0, 5000).mapToObj(i -> "\"B-" + i + "\"").collect(Collectors.joining(","));
    var retired = admin.send("POST", "/api/v1/devices/retire", "{\"names\":[" + names + "]}");
    assertThat(retired.body()).isEqualTo("{\"retired\":5000}");
  }

  @Test
  void aNewcomerIsAdoptedWithOneClick() {
    server
        .database
        .jdbc()
        .sql(
            """
            insert into newcomer values
              ('GUEST', now(), now(), 3, 'gw/v1/GUEST/telemetry', 'hello', null),
              ('SPARE', now(), now(), 1, 'gw/v1/SPARE/telemetry', 'x', null)
            """)
        .update();
    assertThat(admin.get("/api/v1/newcomers").body())
        .contains("GUEST", "\"lastPayload\":\"hello\"");
    var adopted = admin.send("POST", "/api/v1/newcomers/GUEST/adopt", "{\"kind\":\"gas\"}");
    assertThat(adopted.statusCode()).isEqualTo(200);
    assertThat(adopted.body()).contains("token");
    assertThat(admin.get("/api/v1/devices/GUEST").statusCode()).isEqualTo(200);
    assertThat(admin.send("DELETE", "/api/v1/newcomers/SPARE", null).statusCode()).isEqualTo(204);
    assertThat(admin.send("DELETE", "/api/v1/newcomers/SPARE", null).statusCode()).isEqualTo(404);
  }

  @Test
  void theEnrolmentKeyTurns() {
    var key = admin.get("/api/v1/enrolment-key").body();
    var next = admin.send("POST", "/api/v1/enrolment-key/rotate", "{}").body();
    assertThat(next).isNotEqualTo(key).contains("\"key\"", "\"previous\"");
  }

  private static int change(String method, String path, String body) {
    return admin.send(method, "/api/v1/devices/" + path, body).statusCode();
  }

  private static int conditional(String tag) {
    return admin.get("/api/v1/devices/map", "If-None-Match", tag).statusCode();
  }
}
