package org.gridwatch.map.notify.outbox;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Conflict;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.grid.Grids;
import org.gridwatch.map.notify.channel.ChannelSettings;
import org.gridwatch.map.notify.channel.Parcel;
import org.gridwatch.map.notify.channel.Receipt;
import org.gridwatch.map.notify.channel.SettingsJson;
import org.gridwatch.map.notify.channel.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The channels of this installation; for operators, since a channel calls what they enter. */
@RestController
@RequestMapping("/api/v1/channels")
class ChannelController {
  private static final int LONGEST_NAME = 80;

  /**
   * A channel as it is entered.
   *
   * @param settings as docs/channels.md has them; {@code ***} keeps a secret that is there
   * @param grid code of a grid, if it is only for the alerts in it
   * @param controlRoom whom to reach in the control room, empty for a robot or a topic; null: it is
   *     not for the control room
   */
  record Form(
      @Nullable String name,
      @Nullable JsonNode settings,
      @Nullable String grid,
      @Nullable String controlRoom,
      @Nullable Boolean enabled) {}

  /**
   * One of them.
   *
   * @param means by which people's ways it is used
   * @param downUntil it has failed too often and rests; null: it is up
   * @param failing of what was tried in the last day
   */
  record Row(
      int id,
      String name,
      String means,
      JsonNode settings,
      @Nullable String grid,
      @Nullable String controlRoom,
      boolean enabled,
      @Nullable Instant downUntil,
      long waiting,
      long sent,
      long failing,
      String lastTrouble) {}

  /** Where to: a number, a mail address; empty for a robot, a webhook or a topic. */
  record TestWish(@Nullable String to) {}

  /**
   * @param receipt taken, refused, later or unknown
   */
  record TestAnswer(String receipt, String why) {}

  private final ChannelBook channels;
  private final Settled settled;
  private final Grids grids;
  private final AuditLog audit;
  private final JdbcClient db;
  private final JsonMapper json;
  private final Clock clock;

  ChannelController(
      ChannelBook channels,
      Settled settled,
      Grids grids,
      AuditLog audit,
      JdbcClient db,
      JsonMapper json,
      Clock clock) {
    this.channels = channels;
    this.settled = settled;
    this.grids = grids;
    this.audit = audit;
    this.db = db;
    this.json = json;
    this.clock = clock;
  }

  @Operation(summary = "List the channels, without their secrets")
  @GetMapping
  List<Row> all() {
    return channels.all().stream().map(this::row).toList();
  }

  private Row row(ChannelBook.Line line) {
    return db.sql(
            """
            select greatest(c.open_until, c.trial_until) as down,
                   (select count(*) from notice n where n.channel_id = c.id and n.state in ('queued', 'sending')) as waiting,
                   (select count(*) from notice n where n.channel_id = c.id and n.state = 'sent'
                       and n.ended_at > :since) as sent,
                   (select count(*) from notice_try t where t.channel_id = c.id and t.receipt <> 'taken'
                       and t.began_at > :since) as failing,
                   coalesce((select t.why from notice_try t where t.channel_id = c.id and t.receipt <> 'taken'
                       and t.began_at > :since order by t.began_at desc limit 1), '') as trouble
              from channel c where c.id = :id
            """)
        .param("id", line.id())
        .param(
            "since", java.sql.Timestamp.from(clock.instant().minus(java.time.Duration.ofDays(1))))
        .query(
            (row, _) -> {
              var down = NoticeRow.instant(row, "down");
              return new Row(
                  line.id(),
                  line.name(),
                  line.means(),
                  json.readTree(SettingsJson.write(line.settings().withoutSecrets())),
                  line.grid(),
                  line.controlRoom(),
                  line.enabled(),
                  down != null && down.isAfter(clock.instant()) ? down : null,
                  row.getLong("waiting"),
                  row.getLong("sent"),
                  row.getLong("failing"),
                  row.getString("trouble"));
            })
        .single();
  }

  @Operation(summary = "Set up a channel")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Row add(@RequestBody Form form) {
    var line = line(0, form, null);
    int id = channels.add(line);
    audit.write("channel.create", line.name(), Map.of("type", line.means()));
    return row(found(id));
  }

  @Operation(summary = "Change a channel")
  @PutMapping("/{id}")
  Row change(@PathVariable int id, @RequestBody Form form) {
    var was = found(id);
    var line = line(id, form, was.settings());
    channels.change(line);
    if (!line.enabled()) {
      settled.giveUp(id, "the channel is switched off", clock.instant());
    }
    audit.write("channel.change", line.name(), Map.of("type", line.means()));
    return row(found(id));
  }

  @Operation(summary = "Remove a channel; what waits for it goes another way")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable int id) {
    var line = found(id);
    channels.remove(id);
    settled.giveUp(id, "the channel was removed", clock.instant());
    audit.write("channel.remove", line.name(), Map.of("type", line.means()));
  }

  /** Through the channel itself, past the queue: its answer is told at once. */
  @Operation(summary = "Send a test message through a channel")
  @PostMapping("/{id}/test")
  TestAnswer test(@PathVariable int id, @RequestBody TestWish wish) {
    var line = found(id);
    var text =
        new Text(
            "GridWatch 测试消息 / test message",
            List.of(new Text.Line("", "通道可用，无需处理。 The channel works; nothing to do.")),
            "",
            null,
            Map.of("what", "测试", "title", "测试", "severity", "蓝色", "place", "-"));
    Parcel parcel;
    try {
      parcel =
          new Parcel(
              "test-" + UUID.randomUUID(),
              Severity.BLUE,
              wish.to == null ? "" : wish.to.strip(),
              List.of(),
              text);
    } catch (IllegalArgumentException wrong) {
      throw new BadInput("to", wish.to, String.valueOf(wrong.getMessage()));
    }
    audit.write("channel.test", line.name(), Map.of());
    return answer(channels.open(line).send(parcel));
  }

  private static TestAnswer answer(Receipt receipt) {
    return switch (receipt) {
      case Receipt.Taken _ -> new TestAnswer("taken", "");
      case Receipt.Refused refused -> new TestAnswer("refused", refused.why());
      case Receipt.Later later -> new TestAnswer("later", later.why());
      case Receipt.Unknown unknown -> new TestAnswer("unknown", unknown.why());
    };
  }

  private ChannelBook.Line found(int id) {
    return channels.one(id).orElseThrow(() -> new NotFound("channel", id));
  }

  private ChannelBook.Line line(int id, Form form, @Nullable ChannelSettings was) {
    String name = form.name == null ? "" : form.name.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new BadInput("name", name, "name must have 1.." + LONGEST_NAME + " characters");
    }
    if (channels.all().stream().anyMatch(one -> one.name().equals(name) && one.id() != id)) {
      throw new Conflict("there is a channel " + name + " already");
    }
    String grid = form.grid == null || form.grid.isBlank() ? null : form.grid.strip();
    if (grid != null && grids.byCode(grid).isEmpty()) {
      throw new BadInput("grid", grid, "there is no grid " + grid);
    }
    return new ChannelBook.Line(
        id,
        name,
        settings(form, was),
        grid,
        form.controlRoom == null ? null : form.controlRoom.strip(),
        form.enabled == null || form.enabled);
  }

  private ChannelSettings settings(Form form, @Nullable ChannelSettings was) {
    if (form.settings == null) {
      throw new BadInput("settings", null, "settings must be given");
    }
    try {
      var given = SettingsJson.read(form.settings.toString());
      var whole = was == null ? given : given.withSecretsOf(was);
      if (whole.secrets().stream().anyMatch(secret -> secret.hidden())) {
        throw new IllegalArgumentException("the secrets must be given");
      }
      return whole;
    } catch (IllegalArgumentException wrong) {
      throw new BadInput("settings", null, String.valueOf(wrong.getMessage()));
    }
  }
}
