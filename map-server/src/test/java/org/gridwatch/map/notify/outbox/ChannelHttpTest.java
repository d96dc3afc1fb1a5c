package org.gridwatch.map.notify.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.notify.channel.Provider;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChannelHttpTest {
  private static final String PATH = "/api/v1/channels";
  private static TestServer server;
  private static Browser admin;

  @BeforeAll
  static void start() {
    server = new TestServer();
    server.addAccount("officer", Role.OFFICER);
    admin = server.admin();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static String hook(String name, String url, String secret) {
    return "{\"name\": \"%s\", \"settings\": {\"type\": \"webhook\", \"url\": \"%s\", \"secret\": \"%s\"}}"
        .formatted(name, url, secret);
  }

  private static int add(String body) {
    var answer = admin.send("POST", PATH, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer.body()).get("id").asInt();
  }

  @Test
  void aSecretIsNeverShownAgainAndStaysWhereItIsSent() {
    int id = add(hook("Duty room", "http://127.0.0.1:9/hook", "very-secret"));
    assertThat(admin.get(PATH).body()).contains("\"***\"").doesNotContain("very-secret");
    var renamed =
        admin.send("PUT", PATH + "/" + id, hook("Night room", "http://127.0.0.1:9/hook", "***"));
    assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
    var elsewhere =
        admin.send("PUT", PATH + "/" + id, hook("Night room", "http://127.0.0.2:9/hook", "***"));
    assertThat(elsewhere.statusCode()).isEqualTo(400);
    assertThat(elsewhere.body()).contains("secrets must be given again");
    assertThat(admin.get("/api/v1/audit?action=channel").body())
        .contains("channel.create", "channel.change")
        .doesNotContain("very-secret");
    assertThat(admin.send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(204);
    assertThat(admin.send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(404);
    assertThat(
            server
                .database
                .jdbc()
                .sql("select settings::text from channel where id = ?")
                .param(id)
                .query(String.class)
                .single())
        .as("what is removed keeps no secret")
        .doesNotContain("very-secret");
  }

  @Test
  void aTestMessageTellsWhatTheChannelAnswered() throws IOException {
    try (var hook = new Provider(_ -> Reply.ok(""))) {
      int id = add(hook("Tested", hook.url().toString(), "s"));
      var answer = admin.send("POST", PATH + "/" + id + "/test", "{}");
      assertThat(json(answer.body()).get("receipt").asString()).isEqualTo("taken");
      assertThat(hook.only().body()).contains("test message");
    }
    int gone = add(hook("Gone", "http://127.0.0.1:1/", "s"));
    var answer = admin.send("POST", PATH + "/" + gone + "/test", "{}");
    assertThat(json(answer.body()).get("receipt").asString()).isEqualTo("later");
    assertThat(json(answer.body()).get("why").asString()).isNotEmpty();
  }

  @Test
  void howAChannelFaresIsToldWithItsList() {
    int id = add(hook("Fares", "http://127.0.0.1:9/", "s"));
    assertThat(fares(id).get("breaker").asString()).isEqualTo("closed");
    assertThat(fares(id).get("lastSentAt").isNull()).isTrue();
    assertThat(fares(id).get("limits").get(0).toString())
        .isEqualTo("{\"most\":600,\"seconds\":60,\"reserve\":200,\"each\":false}");
    var now = java.sql.Timestamp.from(server.clock.instant());
    var db = server.database.jdbc();
    db.sql(
            """
            with told as (
              insert into notice (key, occasion, severity, round, target, means, address, channel_id, state, queued_at, due_at)
              values ('fares-1', 'raised', 'red', 0, '', 'webhook', '', :channel, 'queued', cast(:now as timestamptz), 'infinity') returning id)
            insert into notice_try (notice_id, n, channel_id, receiver, began_at, ended_at, receipt, why)
              select id, 1, cast(:channel as int), '', cast(:now as timestamptz), cast(:now as timestamptz), 'taken', '' from told union all
              select id, 2, cast(:channel as int), '', cast(:now as timestamptz), cast(:now as timestamptz), 'later', 'HTTP 503' from told
            """)
        .param("channel", id)
        .param("now", now)
        .update();
    db.sql(
            "update channel set open_until = cast(:now as timestamptz) + interval '30 s' where id = :id")
        .param("now", now)
        .param("id", id)
        .update();
    var row = fares(id);
    assertThat(row.get("breaker").asString()).isEqualTo("open");
    assertThat(row.get("downUntil").isNull()).isFalse();
    assertThat(row.get("waiting").asInt()).isEqualTo(1);
    assertThat(row.get("lastSentAt").isNull()).isFalse();
    assertThat(row.get("lastTrouble").asString()).isEqualTo("HTTP 503");
    assertThat(admin.send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(204);
  }

  private static JsonNode fares(int id) {
    return java.util.stream.StreamSupport.stream(json(admin.get(PATH).body()).spliterator(), false)
        .filter(row -> row.get("id").asInt() == id)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPairOfKeysForBrowsersIsMadeAndFits() {
    var pair = json(admin.send("POST", PATH + "/vapid-keys", "{}").body());
    var settings =
        """
        {"name": "Browsers", "settings": {"type": "web-push", "publicKey": "%s", "privateKey": "%s", "contact": "a@b.cn"}}
        """
            .formatted(pair.get("publicKey").asString(), pair.get("privateKey").asString());
    add(settings);
    assertThat(admin.get(PATH).body()).doesNotContain(pair.get("privateKey").asString());
  }

  @Test
  void onlyOperatorsSeeAndChangeChannels() {
    var officer = server.browser().signIn("officer", TestServer.PASSWORD);
    assertThat(officer.get(PATH).statusCode()).isEqualTo(403);
    assertThat(officer.send("POST", PATH, hook("Mine", "http://127.0.0.1:9/", "s")).statusCode())
        .isEqualTo(403);
    assertThat(server.browser().get(PATH).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | name must have | name",
        "{\"name\": \"X\"} | settings must be given | settings",
        "{\"name\": \"X\", \"settings\": {\"type\": \"pigeon\"}} | known type | settings",
        "{\"name\": \"X\", \"settings\": {\"type\": \"mqtt\", \"topic\": \"a/#\"}} | topic must have |"
            + " settings.topic",
        "{\"name\": \"X\", \"settings\": {\"type\": \"wecom\", \"key\": \"k\", \"perMinute\": 99}} | 1..20 |"
            + " settings.perMinute",
        "{\"name\": \"X\", \"settings\": {\"type\": \"wecom\", \"key\": \"k\", \"url\": \"a b\"}} | cannot be"
            + " read | settings.url",
        "{\"name\": \"X\", \"settings\": {\"type\": \"mail\", \"host\": \"h\", \"from\": \"a@b.cn\", \"user\":"
            + " \"u\"}} | together | settings.user",
        "{\"name\": \"X\", \"controlRoom\": \"12\", \"settings\": {\"type\": \"mail\", \"host\": \"h\", \"from\":"
            + " \"a@b.cn\"}} | 12 is no address for email | controlRoom",
        "{\"name\": \"X\", \"grid\": \"Z\", \"settings\": {\"type\": \"mqtt\", \"topic\": \"a\"}} | no grid Z |"
            + " grid",
        "{\"name\": \"X\", \"settings\": {\"type\": \"webhook\", \"url\": \"ftp://x\", \"secret\": \"s\"}} |"
            + " url must be http | settings.url",
        "{\"name\": \"X\", \"settings\": {\"type\": \"webhook\", \"url\": \"http://x/\", \"secret\": \"***\"}} |"
            + " secrets must be given | settings",
      })
  void whatCannotBeIsRefusedWithTheReasonAndTheField(String body, String why, String field) {
    var answer = admin.send("POST", PATH, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer.body()).get("detail").asString()).contains(why);
    assertThat(json(answer.body()).get("field").asString()).isEqualTo(field);
  }
}
