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
        "{} | name must have",
        "{\"name\": \"X\"} | settings must be given",
        "{\"name\": \"X\", \"settings\": {\"type\": \"pigeon\"}} | known type",
        "{\"name\": \"X\", \"settings\": {\"type\": \"mqtt\", \"topic\": \"a/#\"}} | topic must have",
        "{\"name\": \"X\", \"grid\": \"Z\", \"settings\": {\"type\": \"mqtt\", \"topic\": \"a\"}} | no grid Z",
        "{\"name\": \"X\", \"settings\": {\"type\": \"webhook\", \"url\": \"ftp://x\", \"secret\": \"s\"}} |"
            + " url must be http",
        "{\"name\": \"X\", \"settings\": {\"type\": \"webhook\", \"url\": \"http://x/\", \"secret\": \"***\"}} |"
            + " secrets must be given",
      })
  void whatCannotBeIsRefusedWithTheReason(String body, String why) {
    var answer = admin.send("POST", PATH, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(json(answer.body()).get("detail").asString()).contains(why);
  }
}
