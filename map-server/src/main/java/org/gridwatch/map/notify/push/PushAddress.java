package org.gridwatch.map.notify.push;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where one browser can be reached, in the one form in which it is stored, so that the same browser
 * is the same address. Pure.
 */
record PushAddress(String endpoint, String p256dh, String auth) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 1_000;

  /** Throws {@link IllegalArgumentException} when a part is missing or too long. */
  static PushAddress of(@Nullable String endpoint, @Nullable String p256dh, @Nullable String auth) {
    return new PushAddress(needed(endpoint), needed(p256dh), needed(auth));
  }

  private static String needed(@Nullable String part) {
    if (part == null || part.isBlank() || part.length() > LONGEST) {
      throw new IllegalArgumentException("a subscription has an endpoint and two keys");
    }
    return part.strip();
  }

  /** The endpoint of what is stored; empty when somebody has entered something else by hand. */
  static String endpointOf(String stored) {
    try {
      return JSON.readTree(stored).path("endpoint").asString("");
    } catch (tools.jackson.core.JacksonException other) {
      return "";
    }
  }

  /** What every address of this browser begins with, whatever its keys. */
  static String beginning(String endpoint) {
    return "{\"endpoint\":" + JSON.writeValueAsString(endpoint);
  }

  String text() {
    ObjectNode json = JSON.createObjectNode();
    json.put("endpoint", endpoint);
    json.putObject("keys").put("p256dh", p256dh).put("auth", auth);
    return json.toString();
  }
}
