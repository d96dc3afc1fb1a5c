package org.gridwatch.map.notify.escalate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.rule.Evidence;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.ingest.rule.Transition;
import org.gridwatch.map.account.Browser;
import org.gridwatch.map.account.Role;
import org.gridwatch.map.account.TestServer;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.notify.channel.Provider;
import org.gridwatch.map.notify.channel.Provider.Reply;
import org.gridwatch.map.notify.channel.Provider.Request;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A community of two grids. Li leads the east, Sun deputises there; Wang leads the west; Zhou leads
 * the whole. Time is moved by hand, everything else is real.
 */
public final class NotifyTown implements AutoCloseable {
  public static final int LI = 1;
  public static final int SUN = 2;
  public static final int WANG = 3;
  public static final int ZHOU = 4;

  public final TestServer server = new TestServer();
  private final Rule rule;

  public NotifyTown() {
    server
        .database
        .jdbc()
        .sql(
            """
            insert into grid (code, level, parent_id, name) values ('C', 1, null, 'Community');
            insert into grid (code, level, parent_id, name) values
              ('C-E', 2, 1, 'East'), ('C-W', 2, 1, 'West');
            insert into boundary_version (grid_id, valid_from, boundary)
              select g.id, '2020-01-01', g.outline from (values
                (2, '\\x0103000000010000000500000000000000000000000000000000000000000000000000f03f0000000000000000000000000000f03f000000000000f03f0000000000000000000000000000f03f00000000000000000000000000000000'::bytea),
                (3, '\\x01030000000100000005000000000000000000f03f0000000000000000000000000000004000000000000000000000000000000040000000000000f03f000000000000f03f000000000000f03f000000000000f03f0000000000000000'::bytea)
              ) as g(id, outline);
            insert into person (name) values ('Li'), ('Sun'), ('Wang'), ('Zhou');
            insert into grid_person (grid_id, person_id, part, valid_from) values
              (2, 1, 'leader', '2020-01-01'), (2, 2, 'deputy', '2020-01-01'),
              (3, 3, 'leader', '2020-01-01'), (1, 4, 'leader', '2020-01-01');
            insert into person_way (person_id, rank, means, address) values
              (1, 0, 'sms', '13800000001'), (2, 0, 'sms', '13800000002'),
              (3, 0, 'sms', '13800000003'), (4, 0, 'sms', '13800000004');
            insert into device (name, kind, expected_interval_s, registered_at, lon, lat, address)
              select case when n % 2 = 1 then 'GS-E' else 'GS-W' end || n, 'gas', 300, '2020-01-01',
                     case when n % 2 = 1 then 0.5 else 1.5 end, 0.5, n || ' Main Street'
                from generate_series(1, 1000) n;
            insert into device_place (device_id, valid_from, leaf_grid_id, grid_codes)
              select id, '2020-01-01', case when id % 2 = 1 then 2 else 3 end,
                     case when id % 2 = 1 then '{C-E,C}'::text[] else '{C-W,C}'::text[] end
                from device;
            update map_revision set revision = revision + 1;
            """)
        .update();
    server.context.getBean(Grids.class).refresh();
    server.addAccount("officer", Role.OFFICER);
    server.addAccount("western", Role.LEADER, "C-W");
    var rules = new Rules(server.database.dataSource());
    rules.addDefaults();
    rule =
        rules.all().stream()
            .map(Rules.Stored::rule)
            .filter(one -> one.code().equals("gas-leak"))
            .findFirst()
            .orElseThrow();
  }

  public static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  public Browser as(String name) {
    return server.browser().signIn(name, TestServer.PASSWORD);
  }

  /** An SMS provider of the community. */
  public Provider sms(Function<Request, Reply> answers) throws IOException {
    var provider = new Provider(answers, NotifyTown::asksWhatHasArrived);
    channel(
        "SMS",
        """
        {"type": "aliyun-sms", "accessKeyId": "AKID", "accessKeySecret": "secret-of-sms",
         "signName": "Town", "templateCode": "SMS_1", "slots": ["what", "place", "count"], "url": "%s"}
        """
            .formatted(provider.url()),
        "");
    return provider;
  }

  static boolean asksWhatHasArrived(Request request) {
    return request.header("x-acs-action").equals("QuerySendDetails");
  }

  public static Reply smsTaken(Request request) {
    return Reply.ok("{\"Code\": \"OK\", \"BizId\": \"1\"}");
  }

  /** The numbers that were sent to, in their order. */
  public static List<String> numbers(Provider sms) {
    return sms.requests().stream().map(one -> number(one).replaceFirst("^1380000000", "")).toList();
  }

  static String number(Request sms) {
    return String.valueOf(sms.query().get("PhoneNumbers"));
  }

  public static String slots(Request sms) {
    return String.valueOf(sms.query().get("TemplateParam"));
  }

  int channel(String name, String settings, String more) {
    var body = "{\"name\": \"%s\", \"settings\": %s %s}".formatted(name, settings, more);
    var answer = server.admin().send("POST", "/api/v1/channels", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json(answer.body()).get("id").asInt();
  }

  int dingTalk(URI url, String more) {
    return channel(
        "DingTalk",
        "{\"type\": \"dingtalk\", \"accessToken\": \"tok\", \"secret\": \"SECsecret\", \"url\": \"%s\"}"
            .formatted(url),
        more);
  }

  public void ways(int person, String... meansAndAddress) {
    var db = server.database.jdbc();
    db.sql("delete from person_way where person_id = ?").param(person).update();
    for (int i = 0; i < meansAndAddress.length; i += 2) {
      db.sql("insert into person_way (person_id, rank, means, address) values (?, ?, ?, ?)")
          .params(person, i, meansAndAddress[i], meansAndAddress[i + 1])
          .update();
    }
  }

  // ---- alerts

  Transition leak(int device, Transition.What what, Severity severity) {
    var now = server.clock.instant();
    double value = what == Transition.What.CLEARED ? 1 : 30;
    return new Transition(
        rule,
        Transition.subjectOf(device),
        device,
        what,
        severity,
        new Evidence("ch4_lel", value, value, 25, now, now, Duration.ZERO),
        Transition.Why.MEASURED);
  }

  /** Odd devices stand in the east, even ones in the west. Returns the first alert. */
  long settle(List<Transition> transitions) {
    var alerts = new Alerts(server.database.dataSource());
    try (var connection = server.database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var told = alerts.apply(connection, transitions, server.clock.instant());
      connection.commit();
      return told.isEmpty() ? 0 : told.getFirst().alert().id();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public long raise(int device, Severity severity) {
    return settle(List.of(leak(device, Transition.What.RAISED, severity)));
  }

  /** Nothing is told by this process any more. */
  void fallSilent() {
    server.context.getBean(EscalationWatch.class).stop();
    server.context.getBeansOfType(SmartLifecycle.class).values().stream()
        .filter(one -> one.getClass().getSimpleName().equals("Sender"))
        .forEach(SmartLifecycle::stop);
  }

  // ---- time

  /** Lets time pass and waits until all is done that can be done by then. */
  public void pass(Duration time) {
    server.clock.advance(time);
    quiet();
  }

  public void quiet() {
    await().atMost(Duration.ofSeconds(30)).until(this::nothingToDo);
  }

  private boolean nothingToDo() {
    return server
        .database
        .jdbc()
        .sql(
            """
            select (select revision from escalation_cursor) >= (select coalesce(max(revision), 0) from alert)
               and (select swept_at from escalation_cursor) > cast(:now as timestamptz) - interval '1 minute'
               and not exists (select 1 from escalation where next_at <= :now)
               and not exists (select 1 from notice where ask_at <= :now)
               and not exists (select 1 from notice where state = 'sending'
                                or (state = 'queued' and due_at <= :now))
            """)
        .param("now", Timestamp.from(server.clock.instant()))
        .query(Boolean.class)
        .single();
  }

  public List<String> notices(long alert) {
    return server
        .database
        .jdbc()
        .sql(
            """
            select concat_ws(' ', n.occasion, coalesce(p.name, '-'), n.means, coalesce(t.state, n.state), nullif(n.why, ''))
              from notice n left join person p on p.id = n.person_id
              left join notice t on t.id = n.folded_into
             where n.alert_id = ? order by n.id
            """)
        .param(alert)
        .query(String.class)
        .list();
  }

  public void forget() {
    server
        .database
        .jdbc()
        .sql(
            """
            truncate notice_try, notice, escalation, alert, alert_event, incident, channel, route_policy
              restart identity cascade
            """)
        .update();
  }

  @Override
  public void close() {
    server.close();
  }
}
