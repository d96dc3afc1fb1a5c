package org.gridwatch.gateway.simulator.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PayloadTemplateTest {
  private final JsonMapper json = new JsonMapper();

  @Test
  void aDeviceSaysItsTimeAndItsValues() {
    byte[] message = PayloadTemplate.telemetry(3).next(1_767_225_600_123L, 42);
    assertThat(new String(message, UTF_8))
        .isEqualTo(
            "{\"ts\":1767225600123,\"values\":{\"voltage_a\":220.000042,\"voltage_b\":221.000042,"
                + "\"voltage_c\":222.000042}}");
  }

  @Test
  void aGatewaySaysAsMuchForEachDeviceBehindIt() {
    var message =
        json.readTree(
            PayloadTemplate.batch(List.of("a", "b"), 12).next(1_767_225_600_123L, 999_999));
    assertThat(message.size()).isEqualTo(2);
    assertThat(message.path("b").path(0).path("ts").asLong()).isEqualTo(1_767_225_600_123L);
    var values = message.path("b").path(0).path("values");
    assertThat(values.size()).isEqualTo(12);
    assertThat(values.path("channel_11").asDouble()).isEqualTo(1.999999);
  }

  @Test
  void theNextMessageLeavesTheOneBeforeAlone() {
    var template = PayloadTemplate.telemetry(1);
    byte[] first = template.next(1, 1);
    template.next(2, 2);
    assertThat(new String(first, UTF_8)).contains("\"ts\":0000000000001,");
  }
}
