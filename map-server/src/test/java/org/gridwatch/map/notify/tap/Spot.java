package org.gridwatch.map.notify.tap;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gridwatch.ingest.alert.Alert;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.grid.Grids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A community of two leaves, each with a gas detector; Wang answers in the east and Li has retired.
 * Alerts are raised by hand, as after a call.
 */
public final class Spot implements AutoCloseable {
  public static final int WANG = 1;
  static final int LI = 2;
  static final int SUN = 3;
  public static final int EAST = 1;
  static final int WEST = 2;

  public final TestServer server = new TestServer();

  public Spot() {
    server
        .database
        .jdbc()
        .sql(
            """
            insert into grid (code, level, parent_id, name) values ('C', 1, null, 'Community');
            insert into grid (code, level, parent_id, name) values
              ('C-E', 2, 1, 'East'), ('C-W', 2, 1, 'West');
            insert into boundary_version (grid_id, valid_from, boundary)
              select g.id, now() - interval '1 day', g.outline from (values
                (2, '\\x0103000000010000000500000000000000000000000000000000000000000000000000f03f0000000000000000000000000000f03f000000000000f03f0000000000000000000000000000f03f00000000000000000000000000000000'::bytea),
                (3, '\\x01030000000100000005000000000000000000f03f0000000000000000000000000000004000000000000000000000000000000040000000000000f03f000000000000f03f000000000000f03f000000000000f03f0000000000000000'::bytea)
              ) as g(id, outline);
            insert into device (name, kind, label, expected_interval_s, lon, lat, address) values
              ('GS-EAST', 'gas', '东门', 300, 0.5, 0.5, '东街 1 号'),
              ('GS-WEST', 'gas', '西门', 300, 1.5, 0.5, '西街 1 号');
            insert into device_place (device_id, valid_from, leaf_grid_id, grid_codes) values
              (1, '2020-01-01', 2, '{C-E,C}'), (2, '2020-01-01', 3, '{C-W,C}');
            insert into person (name) values ('王芳'), ('Li'), ('Sun');
            update person set retired_at = '2025-12-01' where name = 'Li';
            insert into grid_person (grid_id, person_id, part, valid_from)
              values (2, 1, 'leader', '2020-01-01');
            update map_revision set revision = revision + 1;
            """)
        .update();
    server.context.getBean(Grids.class).refresh();
    server.addAccount("east", Role.LEADER, "C-E");
    server.addAccount("west", Role.LEADER, "C-W");
    server.addAccount("viewer", Role.VIEWER);
    server.addAccount("officer", Role.OFFICER);
  }

  /** The number of the alert. */
  public long raise(int device) {
    var wish =
        new Alerts.ByHand(Severity.RED, "gas", "smells of gas", device, 0, Alert.Place.UNKNOWN);
    return server
        .context
        .getBean(Alerts.class)
        .raiseByHand(wish, "officer", server.clock.instant())
        .alert()
        .id();
  }

  /** As its detector measured it: 30 %LEL against 25. */
  public long measured(int device) {
    var rules = new Rules(server.database.dataSource());
    rules.addDefaults();
    var rule =
        rules.all().stream()
            .map(Rules.Stored::rule)
            .filter(one -> one.code().equals("gas-leak"))
            .findFirst()
            .orElseThrow();
    var now = server.clock.instant();
    var leak =
        new Transition(
            rule,
            Transition.subjectOf(device),
            device,
            Transition.What.RAISED,
            Severity.ORANGE,
            new Evidence("ch4_lel", 30, 30, 25, now.minusSeconds(8), now, Duration.ZERO),
            Transition.Why.MEASURED);
    try (var connection = server.database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var told =
          server.context.getBean(Alerts.class).apply(connection, List.of(leak), now).getFirst();
      connection.commit();
      return told.alert().id();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public String link(long alert, int person) {
    return link(alert, person, server.clock.instant().plus(Duration.ofHours(1)));
  }

  String link(long alert, int person, Instant until) {
    return server.context.getBean(Links.class).of(alert, person, until).getFragment();
  }

  public Browser as(String name) {
    return server.browser().signIn(name, TestServer.PASSWORD);
  }

  HttpResponse<String> get(Browser by, String token, String path) {
    return send(by, "GET", token, path, null, new byte[0]);
  }

  /** As a phone that has never been here. */
  HttpResponse<String> press(String token, String action, String body) {
    return press(server.browser(), token, action, body);
  }

  HttpResponse<String> press(Browser by, String token, String action, String body) {
    return send(
        by,
        "POST",
        token,
        "/" + action,
        "application/json",
        body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  HttpResponse<String> photo(String token, String type, byte[] bytes) {
    return send(server.browser(), "POST", token, "/photo", type, bytes);
  }

  HttpResponse<String> send(
      Browser by,
      String method,
      String token,
      String path,
      @org.jspecify.annotations.Nullable String type,
      byte[] body) {
    var request =
        HttpRequest.newBuilder(
            URI.create("http://localhost:" + server.port() + "/api/v1/tap" + path));
    request.header(TapController.LINK, token);
    if (type != null) {
      request.header("Content-Type", type);
    }
    request.method(
        method, type == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    return by.send(request.build());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  /** All that the database says of alerts and of who did what. */
  String everything() {
    return server
        .database
        .jdbc()
        .sql(
            """
            select concat((select jsonb_agg(a order by a.id) from alert a),
                          (select jsonb_agg(e order by e.id) from alert_event e),
                          (select jsonb_agg(p order by p.n) from spot_photo p),
                          (select jsonb_agg(l order by l.id) from audit_log l
                            where l.action not like 'sign-%'))
            """)
        .query(String.class)
        .single();
  }

  /** As {@code who: what words}. */
  List<String> timeline(long alert) {
    return server
        .database
        .jdbc()
        .sql(
            "select concat(who, ': ', what, ' ', words) from alert_event where alert_id = ? order by id")
        .param(alert)
        .query(String.class)
        .list();
  }

  @Override
  public void close() {
    server.close();
  }
}
