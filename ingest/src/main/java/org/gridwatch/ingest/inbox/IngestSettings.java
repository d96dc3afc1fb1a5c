package org.gridwatch.ingest.inbox;

/**
 * How ingest works.
 *
 * @param brokerUrl {@code mqtt://host:port} or {@code mqtts://host:port}
 * @param user what it signs in to the broker with
 * @param inboxCapacity messages, or bundles of them, in memory before the broker is told to wait:
 *     the MQTT receive maximum
 * @param inboxBytes payload bytes in memory before the connection is no longer read
 * @param batchMessages most messages settled in one transaction
 */
public record IngestSettings(
    String brokerUrl,
    String user,
    String password,
    int inboxCapacity,
    long inboxBytes,
    int batchMessages) {
  public IngestSettings {
    serverUri(brokerUrl);
    require("inboxCapacity", inboxCapacity, 1, 65_535);
    require("inboxBytes", inboxBytes, 2 << 20, 4L << 30);
    require("batchMessages", batchMessages, 1, 65_535);
  }

  public static IngestSettings of(String brokerUrl, String user, String password) {
    return new IngestSettings(brokerUrl, user, password, 20_000, 128L << 20, 4_000);
  }

  /** As the MQTT client wants it. */
  String serverUri() {
    return serverUri(brokerUrl);
  }

  private static String serverUri(String url) {
    if (url.startsWith("mqtt://")) {
      return "tcp://" + url.substring("mqtt://".length());
    }
    if (url.startsWith("mqtts://")) {
      return "ssl://" + url.substring("mqtts://".length());
    }
    throw new IllegalArgumentException(
        "the broker's URL must start with mqtt:// or mqtts://, was '" + url + "'");
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d..%d, was %d".formatted(name, least, most, value));
    }
  }

  @Override
  public String toString() {
    return "IngestSettings[" + brokerUrl + " as " + user + "]"; // the password reaches no log
  }
}
