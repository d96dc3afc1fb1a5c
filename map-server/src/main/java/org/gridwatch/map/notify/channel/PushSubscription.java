package org.gridwatch.map.notify.channel;

import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where one browser can be reached, as it told us. The address comes from a browser, so it is
 * called only if it belongs to a push service that the operator allows.
 */
final class PushSubscription {
  private static final int AUTH = 16;

  private final URI endpoint;
  private final ECPublicKey publicKey;
  private final byte[] auth;

  PushSubscription(URI endpoint, ECPublicKey publicKey, byte[] auth) {
    this.endpoint = endpoint;
    this.publicKey = publicKey;
    this.auth = auth.clone();
  }

  /** Of {@code JSON.stringify(subscription)}; empty when it is none that may be used. */
  static Optional<PushSubscription> parse(String json, List<String> services) {
    try {
      var node = Json.read(json).orElseThrow(IllegalArgumentException::new);
      var endpoint = Check.url("endpoint", URI.create(node.path("endpoint").asString("")));
      byte[] auth = decoded(node.path("keys").path("auth"));
      if (auth.length != AUTH || services.stream().noneMatch(one -> serves(one, endpoint))) {
        return Optional.empty();
      }
      var publicKey = P256.publicKey(decoded(node.path("keys").path("p256dh")));
      return Optional.of(new PushSubscription(endpoint, publicKey, auth));
    } catch (IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  URI endpoint() {
    return endpoint;
  }

  ECPublicKey publicKey() {
    return publicKey;
  }

  byte[] auth() {
    return auth.clone();
  }

  private static boolean serves(String service, URI endpoint) {
    String origin =
        (endpoint.getScheme() + "://" + endpoint.getRawAuthority()).toLowerCase(Locale.ROOT);
    int any = service.indexOf("*.");
    return any < 0
        ? origin.equals(service.toLowerCase(Locale.ROOT))
        : origin.startsWith(service.substring(0, any).toLowerCase(Locale.ROOT))
            && origin.endsWith(service.substring(any + 1).toLowerCase(Locale.ROOT));
  }

  /** Some browsers write it with padding, some without. */
  private static byte[] decoded(JsonNode text) {
    return Base64.getUrlDecoder().decode(text.asString("").replace("=", ""));
  }
}
