package org.gridwatch.map.notify.push;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.account.AuditLog;
import org.gridwatch.map.account.BadInput;
import org.gridwatch.map.account.Conflict;
import org.gridwatch.map.account.NotFound;
import org.gridwatch.map.account.Rights;
import org.gridwatch.map.notify.channel.ChannelSettings;
import org.gridwatch.map.notify.channel.Parcel;
import org.gridwatch.map.notify.channel.Receipt;
import org.gridwatch.map.notify.channel.Text;
import org.gridwatch.map.notify.outbox.BrowserPush;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The own browser as a way to be told; never anybody else's. */
@RestController
@RequestMapping("/api/v1/push")
class PushController {
  /**
   * How it stands with the asker.
   *
   * @param key with which a browser subscribes; null: there is no channel for browsers
   * @param person whose account it is; null: nobody's
   * @param devices the browsers that are told
   * @param others by what else the person is reached, first what is tried first
   */
  record State(
      @Nullable String key,
      @Nullable String person,
      List<PushWays.Device> devices,
      List<String> others) {}

  /** A browser's subscription, as its {@code toJSON()} gives it. */
  record Subscription(@Nullable String endpoint, @Nullable Keys keys) {}

  record Keys(@Nullable String p256dh, @Nullable String auth) {}

  /**
   * What became of the test message.
   *
   * @param receipt taken, later or unknown; what is refused is not kept, and answers 409
   */
  record Outcome(String receipt, String why, State state) {}

  record Seen(@Nullable String proof) {}

  record Off(@Nullable String endpoint) {}

  private final PushWays ways;
  private final BrowserPush push;
  private final AuditLog audit;
  private final Clock clock;
  private final String publicUrl;

  PushController(
      PushWays ways,
      BrowserPush push,
      AuditLog audit,
      Clock clock,
      @Value("${gridwatch.public-url:http://localhost}") URI publicUrl) {
    this.ways = ways;
    this.push = push;
    this.audit = audit;
    this.clock = clock;
    this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
  }

  @Operation(summary = "Say whether I am told in browsers, and what a browser needs for it")
  @GetMapping
  State state(Rights rights) {
    return ways.owner(rights.accountId())
        .map(this::of)
        .orElseGet(() -> new State(key(), null, List.of(), List.of()));
  }

  private State of(PushWays.Owner owner) {
    return new State(key(), owner.name(), ways.devices(owner.id()), ways.otherMeans(owner.id()));
  }

  private @Nullable String key() {
    return push.settings().map(ChannelSettings.WebPush::publicKey).orElse(null);
  }

  /** A test message goes there at once: what its push service refuses is not kept. */
  @Operation(summary = "Tell me in this browser from now on")
  @PutMapping
  Outcome on(Rights rights, @RequestBody Subscription given) {
    var owner = me(rights);
    var settings = push.settings().orElseThrow(PushController::noChannel);
    var address = address(given);
    if (!settings.takes(address.text())) {
      throw new BadInput(
          "endpoint", given.endpoint, "endpoint must be a subscription at a known push service");
    }
    String proof = "push-" + UUID.randomUUID();
    ways.put(owner, address, proof);
    var receipt = push.send(test(address, proof)).orElseThrow(PushController::noChannel);
    if (receipt instanceof Receipt.Refused refused) {
      ways.drop(owner, address.endpoint());
      throw new Conflict("the push service refuses this browser: " + refused.why());
    }
    audit.write("push.on", owner.name(), Map.of());
    return outcome(receipt, of(owner));
  }

  private static Outcome outcome(Receipt receipt, State state) {
    return switch (receipt) {
      case Receipt.Later later -> new Outcome("later", later.why(), state);
      case Receipt.Unknown unknown -> new Outcome("unknown", unknown.why(), state);
      case Receipt.Taken _, Receipt.Refused _ -> new Outcome("taken", "", state);
    };
  }

  private Parcel test(PushAddress to, String proof) {
    var text =
        new Text(
            "GridWatch：本机通知已开启 / notifications are on",
            List.of(new Text.Line("", "警情会显示在这里。 Alerts will show up here.")),
            "",
            URI.create(publicUrl + "/phone.html#" + proof),
            Map.of());
    return new Parcel(proof, Severity.YELLOW, to.text(), List.of(), text);
  }

  /** Only the browser itself can read the name of the test message it got. */
  @Operation(summary = "Say that the test message has arrived in my browser")
  @PostMapping("/seen")
  State seen(Rights rights, @RequestBody Seen seen) {
    var owner = me(rights);
    String proof = seen.proof == null ? "" : seen.proof;
    if (!ways.seen(owner, proof, clock.instant())) {
      throw new NotFound("test message", proof);
    }
    return of(owner);
  }

  @Operation(summary = "Tell me in this browser no more")
  @PostMapping("/off")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void off(Rights rights, @RequestBody Off off) {
    var owner = me(rights);
    if (off.endpoint == null || off.endpoint.isBlank() || !ways.drop(owner, off.endpoint)) {
      throw new NotFound("subscription", "of yours");
    }
    audit.write("push.off", owner.name(), Map.of());
  }

  private static PushAddress address(Subscription given) {
    try {
      return given.keys == null
          ? PushAddress.of(given.endpoint, null, null)
          : PushAddress.of(given.endpoint, given.keys.p256dh, given.keys.auth);
    } catch (IllegalArgumentException incomplete) {
      throw new BadInput("endpoint", given.endpoint, String.valueOf(incomplete.getMessage()));
    }
  }

  private PushWays.Owner me(Rights rights) {
    return ways.owner(rights.accountId())
        .orElseThrow(() -> new Conflict("your account belongs to no person who is told of alerts"));
  }

  private static Conflict noChannel() {
    return new Conflict("there is no channel for browsers");
  }
}
