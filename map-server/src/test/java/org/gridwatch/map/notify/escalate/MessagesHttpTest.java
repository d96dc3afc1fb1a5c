package org.gridwatch.map.notify.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.map.notify.escalate.NotifyTown.json;

import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MessagesHttpTest {
  private static final String PATH = "/api/v1/messages";
  private static NotifyTown town;
  private static Browser officer;

  @BeforeAll
  static void start() {
    town = new NotifyTown();
    officer = town.as("officer");
    town.raise(1, Severity.RED);
    town.raise(3, Severity.YELLOW);
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  private static String preview(String wish) {
    var answer = officer.send("POST", PATH + "/preview", wish);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void theUsualWordsSayWhatWhereHowMuchSinceWhenAndWhatToDo() {
    assertThat(preview("{\"use\": \"raised\", \"language\": \"en\", \"alert\": 1}"))
        .contains("[red] ", "East 1 Main Street", "30 %LEL (limit 25 %LEL)", "Since", "Do")
        .doesNotContainPattern("\\{[A-Za-z]+}");
    assertThat(preview("{\"use\": \"raised\", \"language\": \"zh\", \"alert\": 1}"))
        .contains("【红色】", "限值 25 %LEL");
    assertThat(preview("{\"use\": \"together\", \"language\": \"en\"}"))
        .contains("[red] 2 alerts", "In common", "East");
  }

  @Test
  void aTemplateIsTriedWrittenAndTakenBack() {
    var words =
        "{\"use\": \"raised\", \"language\": \"en\", \"alert\": 1, \"words\": \"Go to {address}!\"}";
    assertThat(json(preview(words)).get("title").asString()).isEqualTo("Go to 1 Main Street!");
    assertThat(officer.get(PATH).body()).doesNotContain("Go to");
    var path = PATH + "/raised/en";
    assertThat(officer.send("PUT", path, "{\"words\": \"Run to {address}\"}").statusCode())
        .isEqualTo(200);
    assertThat(officer.get(PATH).body()).contains("Run to");
    assertThat(officer.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(officer.send("DELETE", path, "").statusCode()).isEqualTo(404);
    var wrong = officer.send("PUT", path, "{\"words\": \"{colour}\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("there is no {colour}");
    assertThat(officer.send("PUT", PATH + "/language", "{\"language\": \"en\"}").statusCode())
        .isEqualTo(200);
    assertThat(json(officer.get(PATH).body()).get("language").asString()).isEqualTo("en");
    assertThat(officer.send("PUT", PATH + "/language", "{\"language\": \"fr\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void eachTemplateKnowsWhatFillsItAndItsUsualWords() {
    var rows = json(officer.get(PATH).body()).get("templates");
    var raised = rows.get(0);
    assertThat(raised.get("use").asString()).isEqualTo("raised");
    assertThat(raised.get("gaps").toString()).contains("title").doesNotContain("count", "person");
    assertThat(raised.get("usual").asString()).contains("{severity}");
    var together =
        "{\"use\": \"together\", \"language\": \"en\", \"words\": \"{count} of {title}\"}";
    assertThat(json(preview(together)).get("title").asString()).startsWith("2 of ");
    var raisedWithCount = "{\"words\": \"{count} alerts\"}";
    assertThat(officer.send("PUT", PATH + "/raised/en", raisedWithCount).statusCode())
        .isEqualTo(400);
    var empty = "{\"use\": \"raised\", \"language\": \"en\", \"words\": \"{acknowledgedBy}\"}";
    var answer = officer.send("POST", PATH + "/preview", empty);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("title must not be empty");
  }

  @Test
  void beforeThereWasAnAlertAnExampleStandsForIt() {
    try (var server = new TestServer()) {
      for (String use : new String[] {"raised", "together"}) {
        var wish = "{\"use\": \"" + use + "\", \"language\": \"en\"}";
        var answer = json(server.admin().send("POST", PATH + "/preview", wish).body());
        assertThat(answer.get("example").asBoolean()).isTrue();
        assertThat(answer.toString()).contains("Gas leak", "27 %LEL");
      }
    }
    assertThat(
            json(preview("{\"use\": \"raised\", \"language\": \"en\"}")).get("example").asBoolean())
        .isFalse();
  }

  @Test
  void leadersDoNotEditWords() {
    assertThat(town.as("western").get(PATH).statusCode()).isEqualTo(403);
    assertThat(town.as("western").send("PUT", PATH + "/raised/en", "{}").statusCode())
        .isEqualTo(403);
  }
}
