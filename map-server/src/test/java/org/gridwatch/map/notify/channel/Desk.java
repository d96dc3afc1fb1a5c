package org.gridwatch.map.notify.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Opens channels in tests, and signs as the providers do, by a way of its own. */
final class Desk implements AutoCloseable {
  static final Timeouts SHORT = new Timeouts(Duration.ofMillis(300), Duration.ofMillis(300));

  final HandClock clock = new HandClock();
  private final Channels channels;

  Desk() {
    this(Timeouts.DEFAULT);
  }

  Desk(Timeouts timeouts) {
    channels =
        new Channels(timeouts, (topic, payload, patience) -> MqttOut.Outcome.NOT_SENT, clock);
  }

  Channel open(ChannelSettings settings) {
    return channels.open(settings);
  }

  @Override
  public void close() {
    channels.close();
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "RAW"));
      mac.update(message);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
