package org.gridwatch.gateway.codec;

import java.util.Optional;
import org.gridwatch.gateway.wire.DeviceName;

/**
 * A topic of a Frigate recorder. Its prefix is either Frigate's own, {@code frigate/}, or a place
 * under the name with which it signs in to our broker, {@code gw/v1/{recorder}/frigate/}.
 *
 * @param recorder the name it signed in with; empty under Frigate's own prefix
 * @param path what follows the prefix
 */
record FrigateTopic(Optional<DeviceName> recorder, String path) {
  private static final String OWN = "frigate/";
  private static final String ROOT = "gw/v1/";
  private static final String UNDER_NAME = "/frigate/";

  static Optional<FrigateTopic> parse(String topic) {
    if (topic.startsWith(OWN)) {
      return Optional.of(new FrigateTopic(Optional.empty(), topic.substring(OWN.length())));
    }
    int end = topic.startsWith(ROOT) ? topic.indexOf('/', ROOT.length()) : -1;
    if (end < 0 || !topic.startsWith(UNDER_NAME, end)) {
      return Optional.empty();
    }
    return DeviceName.parse(topic.substring(ROOT.length(), end))
        .map(
            name ->
                new FrigateTopic(Optional.of(name), topic.substring(end + UNDER_NAME.length())));
  }

  /** The device whose presence {@code available} tells. */
  DeviceName device() {
    return recorder.orElseGet(() -> new DeviceName("frigate"));
  }
}
