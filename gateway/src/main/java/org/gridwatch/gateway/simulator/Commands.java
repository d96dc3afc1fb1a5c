package org.gridwatch.gateway.simulator;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a simulated device understands of what it is told. */
final class Commands {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_TOKEN = 200;

  private Commands() {}

  /**
   * The {@code token} of a {@code {"token":"…"}}; everything else is none of a device's business.
   */
  static Optional<String> newToken(byte[] payload) {
    try {
      var token = JSON.readTree(payload).path("token");
      return token.isString() && fits(token.stringValue())
          ? Optional.of(token.stringValue())
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(String token) {
    return !token.isEmpty() && token.length() <= LONGEST_TOKEN;
  }
}
