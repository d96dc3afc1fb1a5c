package org.gridwatch.map.alert;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A community of two leaves with devices and rules, where alerts can be raised. */
final class AlertTown implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  final TestServer server = new TestServer();
  final List<Rule> rules;

  AlertTown() {
    server
        .database
        .jdbc()
        .sql(
            """
            insert into grid (code, level, parent_id, name) values ('C', 1, null, 'Community');
            insert into grid (code, level, parent_id, name) values
              ('C-E', 2, 1, 'East'), ('C-W', 2, 1, 'West');
            insert into device (name, kind, label, expected_interval_s, lon, lat, address) values
              ('GS-EAST', 'gas', '东门', 300, 110.79, 32.65, '东街 1 号'),
              ('GS-WEST', 'gas', '西门', 300, 110.70, 32.65, '西街 1 号'),
              ('GS-NEAR', 'gas', '', 300, 110.7905, 32.65, ''),
              ('CM-EAST', 'camera', '路口', 60, 110.7908, 32.65, '');
            insert into device_place (device_id, valid_from, leaf_grid_id, grid_codes) values
              (1, now(), 2, '{C-E,C}'), (2, now(), 3, '{C-W,C}'), (3, now(), 2, '{C-E,C}'),
              (4, now(), 2, '{C-E,C}');
            insert into device_snapshot (device_id, event, jpeg) values (4, 'e1', '\\xffd8ff');
            """)
        .update();
    server.addAccount("east", Role.LEADER, "C-E");
    server.addAccount("officer", Role.OFFICER);
    server.addAccount("viewer", Role.VIEWER);
    var stored = new Rules(server.database.dataSource());
    stored.addDefaults();
    rules = stored.all().stream().map(Rules.Stored::rule).toList();
  }

  Browser as(String name) {
    return server.browser().signIn(name, TestServer.PASSWORD);
  }

  Rule rule(String code) {
    return rules.stream().filter(one -> one.code().equals(code)).findFirst().orElseThrow();
  }

  Transition leak(int device, Transition.What what, Severity severity) {
    var now = server.clock.instant();
    double value = what == Transition.What.CLEARED ? 1 : 30;
    return new Transition(
        rule("gas-leak"),
        Transition.subjectOf(device),
        device,
        what,
        severity,
        new Evidence("ch4_lel", value, value, 25, now, now, Duration.ZERO),
        Transition.Why.MEASURED);
  }

  /** Returns the id of the first that changed. */
  long settle(Transition... transitions) {
    var alerts = new Alerts(server.database.dataSource());
    try (var connection = server.database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var told = alerts.apply(connection, Arrays.asList(transitions), server.clock.instant());
      connection.commit();
      return told.isEmpty() ? 0 : told.getFirst().alert().id();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  long raise(int device, Severity severity) {
    return settle(leak(device, Transition.What.RAISED, severity));
  }

  static JsonNode json(String body) {
    return JSON.readTree(body);
  }

  static JsonNode get(Browser browser, String path) {
    var answer = browser.get("/api/v1" + path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return json(answer.body());
  }

  void forgetAlerts() {
    server
        .database
        .jdbc()
        .sql("truncate alert, alert_event, incident, planned_work restart identity cascade")
        .update();
  }

  @Override
  public void close() {
    server.close();
  }
}
