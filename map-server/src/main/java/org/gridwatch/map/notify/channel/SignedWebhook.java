package org.gridwatch.map.notify.channel;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.gridwatch.map.notify.channel.Limits.Rate;
import org.gridwatch.map.notify.channel.Web.Outcome.Answered;
import org.gridwatch.map.notify.channel.Web.Outcome.Ended;

/**
 * A signed POST to any other system. The signature covers {@code timestamp + "." + body}, so that
 * an old message cannot be sent again by somebody else; the key tells our own repetitions.
 */
final class SignedWebhook implements Channel {
  static final String TIMESTAMP = "X-GridWatch-Timestamp";
  static final String SIGNATURE = "X-GridWatch-Signature";
  static final String KEY = "Idempotency-Key";
  static final int MOST_BYTES = 65_536;

  private final ChannelSettings.Webhook settings;
  private final Web web;
  private final Clock clock;

  SignedWebhook(ChannelSettings.Webhook settings, Web web, Clock clock) {
    this.settings = settings;
    this.web = web;
    this.clock = clock;
  }

  @Override
  public Receipt send(Parcel parcel) {
    String body = Fit.within(MOST_BYTES, parcel.text(), text -> MessageJson.of(parcel, text));
    String second = Long.toString(clock.instant().getEpochSecond());
    byte[] signature = Hash.hmac(settings.secret().value(), second + "." + body);
    var request =
        Json.request(settings.url(), body)
            .header(TIMESTAMP, second)
            .header(SIGNATURE, "sha256=" + Hash.hex(signature))
            .header(KEY, parcel.key());
    return switch (web.post(request)) {
      case Ended ended -> ended.receipt();
      case Answered answer when Status.good(answer) -> new Receipt.Taken("");
      case Answered answer -> Status.failure(answer, clock.instant());
    };
  }

  @Override
  public Limits limits() {
    return new Limits(
        List.of(Rate.withReserve(settings.perMinute(), Duration.ofMinutes(1))), List.of());
  }
}
