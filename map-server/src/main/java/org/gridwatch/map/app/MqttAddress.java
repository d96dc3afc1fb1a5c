package org.gridwatch.map.app;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A broker, and who one of our connections is there.
 *
 * @param server {@code tcp://host:port} or {@code ssl://host:port}
 */
record MqttAddress(String server, String clientId, String user, String password) {
  private static final int PLAIN = 1883;
  private static final int TLS = 8883;

  /** From {@code mqtt[s]://user:password@host:port}. */
  static MqttAddress of(URI url, String part) {
    boolean tls = "mqtts".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : tls ? TLS : PLAIN;
    String[] who =
        url.getRawUserInfo() == null ? new String[0] : url.getRawUserInfo().split(":", 2);
    return new MqttAddress(
        (tls ? "ssl://" : "tcp://") + url.getHost() + ":" + port,
        "gridwatch-" + part + "-" + UUID.randomUUID(),
        who.length > 0 ? decoded(who[0]) : "",
        who.length > 1 ? decoded(who[1]) : "");
  }

  /** As ingest wants it. */
  String url() {
    return server.replace("tcp://", "mqtt://").replace("ssl://", "mqtts://");
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return server; // a password is no reading for a log
  }
}
