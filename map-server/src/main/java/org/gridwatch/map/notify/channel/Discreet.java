package org.gridwatch.map.notify.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A channel whose receipts never tell a secret, even if the provider repeats it in its answer. */
final class Discreet implements Channel {
  private static final int LONGEST_WORDS = 200;

  private final Channel channel;
  private final List<String> secrets;

  Discreet(Channel channel, List<Secret> secrets) {
    this.channel = channel;
    this.secrets =
        secrets.stream()
            .filter(Secret::given)
            .map(Secret::value)
            .flatMap(value -> Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8)))
            .distinct()
            .toList();
  }

  @Override
  public Receipt send(Parcel parcel) {
    return switch (channel.send(parcel)) {
      case Receipt.Taken taken -> new Receipt.Taken(hide(taken.providerId()));
      case Receipt.Refused refused -> new Receipt.Refused(hide(refused.why()), refused.about());
      case Receipt.Later later ->
          new Receipt.Later(hide(later.why()), later.pause(), later.about());
      case Receipt.Unknown unknown -> new Receipt.Unknown(hide(unknown.why()));
    };
  }

  @Override
  public Delivery trace(Delivery.Sent sent) {
    return switch (channel.trace(sent)) {
      case Delivery.Lost lost -> new Delivery.Lost(hide(lost.why()));
      case Delivery.Arrived arrived -> arrived;
      case Delivery.Pending pending -> pending;
    };
  }

  @Override
  public Limits limits() {
    return channel.limits();
  }

  private String hide(String words) {
    String hidden = words;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return Fit.cut(Harmless.line(hidden), LONGEST_WORDS); // hidden first: half a secret is one too
  }
}
