package org.gridwatch.map.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveMessageTest {
  @Test
  void readsDevicesWithTheirValues() {
    var message =
        parse(
            "{\"epoch\":\"a\",\"seq\":5,\"at\":1700,\"devices\":[[3,2,0,[[9,1,3.5],[10,-20,-1e3,12]]],[4,3,1700,[]]]}");

    assertThat(message.epoch()).isEqualTo("a");
    assertThat(message.seq()).isEqualTo(5);
    assertThat(message.devices())
        .containsExactly(
            new LiveMessage.Heard(
                3,
                LiveState.ALARM,
                1700,
                java.util.List.of(
                    new LiveMessage.Value(9, 1699, 3.5, 0),
                    new LiveMessage.Value(10, 1720, -1000, 12))),
            new LiveMessage.Heard(4, LiveState.SILENT, 0, java.util.List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"devices\":3}",
        "{\"devices\":[[1,9,0,[]]]}",
        "{\"devices\":[[1,0,0]]}"
      })
  void anythingElseIsRefused(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(RuntimeException.class);
  }

  private static LiveMessage parse(String json) {
    return LiveMessage.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
