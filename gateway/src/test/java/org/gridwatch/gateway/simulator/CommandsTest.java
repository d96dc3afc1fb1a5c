package org.gridwatch.gateway.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  @Test
  void aNewTokenIsTaken() {
    assertThat(Commands.newToken("{\"token\":\"abc\"}".getBytes(UTF_8))).contains("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "{\"token\":7}", "{\"token\":\"\"}", "{\"valve\":\"shut\"}"})
  void everythingElseIsIgnored(String payload) {
    assertThat(Commands.newToken(payload.getBytes(UTF_8))).isEmpty();
  }
}
