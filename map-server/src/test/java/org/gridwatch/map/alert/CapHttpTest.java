package org.gridwatch.map.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition.What;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.grid.Wgs84;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.xml.sax.SAXException;

class CapHttpTest {
  private static AlertTown town;
  private static Browser officer;
  private static Schema schema;

  @BeforeAll
  static void start() throws SAXException {
    town = new AlertTown();
    officer = town.as("officer");
    schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(CapHttpTest.class.getResource("cap-structure.xsd"));
    byte[] east = Wgs84.write(Wgs84.FACTORY.toGeometry(new Envelope(110.78, 110.80, 32.64, 32.66)));
    town.server
        .database
        .jdbc()
        .sql("insert into boundary_version (grid_id, valid_from, boundary) values (2, now(), ?)")
        .param(east)
        .update();
    town.server
        .database
        .jdbc()
        .sql("update device_place set boundary_version_id = 1 where leaf_grid_id = 2")
        .update();
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @BeforeEach
  void calm() {
    town.forgetAlerts();
  }

  private static String cap(long id) {
    var answer = officer.get("/api/v1/alerts/" + id + "/cap.xml");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/cap+xml");
    assertThatCode(
            () -> schema.newValidator().validate(new StreamSource(new StringReader(answer.body()))))
        .as(answer.body())
        .doesNotThrowAnyException();
    return answer.body();
  }

  @Test
  void aRaisedAlertIsAValidMessageInBothLanguagesForStaffOnly() {
    String message = cap(town.raise(1, Severity.RED));
    assertThat(message)
        .contains(
            "<identifier>gridwatch-alert-1-1</identifier>",
            "<sent>2026-01-01T",
            "+08:00</sent>",
            "<msgType>Alert</msgType>",
            "<scope>Restricted</scope>",
            "<severity>Extreme</severity>",
            "<urgency>Immediate</urgency>",
            "<category>Safety</category>",
            "<language>zh-CN</language>",
            "<event>燃气泄漏</event>",
            "<event>Gas leak</event>",
            "<polygon>32.640000,110.780000 32.660000,110.780000",
            "<value>C-E</value>",
            "<areaDesc>东街 1 号</areaDesc>")
        .doesNotContain("<references>");
  }

  @Test
  void laterMessagesUpdateAndCancelTheFirst() {
    long id = town.raise(1, Severity.ORANGE);
    town.server.clock.advance(Duration.ofMinutes(1));
    town.settle(town.leak(1, What.CLEARED, Severity.ORANGE));
    assertThat(cap(id))
        .contains(
            "<identifier>gridwatch-alert-" + id + "-2</identifier>",
            "<msgType>Update</msgType>",
            "<references>gridwatch@localhost,gridwatch-alert-" + id + "-1,2026-01-01T",
            "<severity>Severe</severity>",
            "<urgency>Past</urgency>");
    town.server.clock.advance(Duration.ofMinutes(1));
    officer.send("POST", "/api/v1/alerts/" + id + "/acknowledge", "{}");
    assertThat(cap(id)).contains("<msgType>Cancel</msgType>");
  }

  @Test
  void wordsOfPeopleCannotBreakIt() {
    var made =
        officer.send(
            "POST",
            "/api/v1/alerts",
            "{\"severity\":\"blue\",\"kind\":\"other\",\"lon\":110.5,\"lat\":32.6,"
                + "\"words\":\"</description>&<x> \\u0001\\u0000\\ud83d ]]> 😀\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    long id = AlertTown.json(made.body()).path("id").asLong();
    assertThat(cap(id))
        .contains("&lt;/description&gt;&amp;", "😀", "<circle>32.600000,110.500000 0.1</circle>");
  }

  @Test
  void theFeedListsTheNewestChangesOfTheOwnAreaWithTheirMessages() throws Exception {
    town.raise(1, Severity.RED);
    town.raise(2, Severity.BLUE);
    var feed = officer.get("/api/v1/alerts.atom");
    assertThat(feed.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/atom+xml");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(feed.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("entry").getLength()).isEqualTo(2);
    assertThat(feed.body()).contains("/api/v1/alerts/2/cap.xml\"", "application/cap+xml");
    assertThat(feed.body().indexOf("/alerts/2/cap"))
        .isLessThan(feed.body().indexOf("/alerts/1/cap"));

    var east = town.as("east");
    assertThat(east.get("/api/v1/alerts.atom").body()).doesNotContain("/alerts/2/cap");
    assertThat(east.get("/api/v1/alerts/2/cap.xml").statusCode()).isEqualTo(404);
  }
}
