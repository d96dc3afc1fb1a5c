package org.gridwatch.map.notify.outbox;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
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
import org.gridwatch.map.notify.channel.VapidKeys;
import org.gridwatch.map.notify.duty.Means;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

  record Keys(String publicKey, String privateKey) {}

  /** Where to: a number, a mail address; empty for a robot, a webhook or a topic. */
  record TestWish(@Nullable String to) {}

  /**
   * @param receipt taken, refused, later or unknown
   */
  record TestAnswer(String receipt, String why) {}

  private final ChannelBook channels;
  private final ChannelRows rows;
  private final Settled settled;
  private final Grids grids;
  private final AuditLog audit;
  private final Clock clock;

  ChannelController(
      ChannelBook channels,
      ChannelRows rows,
      Settled settled,
      Grids grids,
      AuditLog audit,
      Clock clock) {
    this.channels = channels;
    this.rows = rows;
    this.settled = settled;
    this.grids = grids;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "List the channels, without their secrets")
  @GetMapping
  List<ChannelRows.Row> all() {
    return rows.all();
  }

  @Operation(summary = "Set up a channel")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ChannelRows.Row add(@RequestBody Form form) {
    var line = line(0, form, null);
    int id = channels.add(line);
    audit.write("channel.create", line.name(), Map.of("type", line.means()));
    return rows.of(found(id));
  }

  @Operation(summary = "Change a channel")
  @PutMapping("/{id}")
  ChannelRows.Row change(@PathVariable int id, @RequestBody Form form) {
    var was = found(id);
    var line = line(id, form, was.settings());
    channels.change(line);
    if (!line.enabled()) {
      settled.giveUp(id, "the channel is switched off", clock.instant());
    }
    audit.write("channel.change", line.name(), Map.of("type", line.means()));
    return rows.of(found(id));
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

  /** The private one is told this once: whoever enters it keeps it. */
  @Operation(summary = "Make a pair of keys for notifications in browsers")
  @PostMapping("/vapid-keys")
  Keys keys() {
    var pair = VapidKeys.generate();
    return new Keys(pair.publicKey(), pair.privateKey().value());
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
    var settings = settings(form, was);
    if (grid != null && settings instanceof ChannelSettings.WebPush) {
      throw new BadInput("grid", grid, "a browser has one key: web-push is for all grids");
    }
    return withinReach(
        new ChannelBook.Line(
            id,
            name,
            settings,
            grid,
            form.controlRoom == null ? null : form.controlRoom.strip(),
            form.enabled == null || form.enabled));
  }

  /** Where a channel needs to know whom to reach in the control room, it must be told. */
  private static ChannelBook.Line withinReach(ChannelBook.Line line) {
    String to = line.controlRoom();
    if (to != null
        && !line.shared()
        && Means.parse(line.means()).stream().noneMatch(means -> means.reaches(to))) {
      throw new BadInput("controlRoom", to, to + " is no address for " + line.means());
    }
    return line;
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
      String words = String.valueOf(wrong.getMessage());
      String field =
          SettingsJson.settingIn(words).map(name -> "settings." + name).orElse("settings");
      throw new BadInput(field, null, words);
    }
  }
}
