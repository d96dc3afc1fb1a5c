package org.gridwatch.map.notify.channel;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.gridwatch.ingest.rule.Severity;
import org.gridwatch.map.notify.channel.Receipt.About;
import org.gridwatch.map.notify.channel.Web.Outcome.Answered;
import org.gridwatch.map.notify.channel.Web.Outcome.Ended;

/** Notifications in people's browsers, through the push service of each browser's maker. */
final class WebPushChannel implements Channel {
  /** How long a push service keeps it for a browser that is away. */
  private static final Duration KEPT = Duration.ofHours(4);

  private static final int TOPIC_LENGTH = 32;

  private final ChannelSettings.WebPush settings;
  private final Vapid vapid;
  private final Web web;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  WebPushChannel(ChannelSettings.WebPush settings, Web web, Clock clock) {
    this.settings = settings;
    this.web = web;
    this.clock = clock;
    vapid = new Vapid(settings);
  }

  @Override
  public Receipt send(Parcel parcel) {
    var subscription = PushSubscription.parse(parcel.to(), settings.services());
    return subscription.isPresent()
        ? send(parcel, subscription.get())
        : new Receipt.Refused("not a subscription of an allowed push service", About.RECEIVER);
  }

  @Override
  public Limits limits() {
    return Limits.NONE;
  }

  private Receipt send(Parcel parcel, PushSubscription to) {
    String plain =
        Fit.within(
            PushCipher.MOST_PLAIN_BYTES, parcel.text(), text -> MessageJson.push(parcel, text));
    byte[] salt = new byte[PushCipher.SALT];
    random.nextBytes(salt);
    byte[] body = PushCipher.encrypt(plain.getBytes(StandardCharsets.UTF_8), to, P256.pair(), salt);
    var now = clock.instant();
    var request =
        HttpRequest.newBuilder(to.endpoint())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Encoding", "aes128gcm")
            .header("Content-Type", "application/octet-stream")
            .header("TTL", Long.toString(KEPT.toSeconds()))
            .header("Urgency", urgency(parcel.severity()))
            .header("Topic", Hash.sha256(parcel.key()).substring(0, TOPIC_LENGTH))
            .header("Authorization", vapid.authorization(to.endpoint(), now));
    return switch (web.post(request)) {
      case Ended ended -> ended.receipt();
      case Answered answer when Status.good(answer) ->
          new Receipt.Taken(answer.location().orElse(""));
      case Answered answer ->
          answer.status() == 404 || answer.status() == 410
              ? new Receipt.Refused("the subscription has ended", About.GONE)
              : Status.failure(answer, clock.instant());
    };
  }

  /** A phone that saves its battery waits with all but the high ones. */
  private static String urgency(Severity severity) {
    return switch (severity) {
      case RED, ORANGE -> "high";
      case YELLOW -> "normal";
      case BLUE -> "low";
    };
  }
}
