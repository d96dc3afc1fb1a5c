package org.gridwatch.gateway.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LiveProbeTest {
  private static final long START = 1_767_225_600_000L;

  private final Histogram waits = Latencies.histogram();

  @Test
  void readsWhoseValuesOfWhenTheyAre() {
    var frame =
        frame(
            "event: values\ndata: {\"device\":\"load-1-7\","
                + "\"values\":[[17,1767225600123,3.5,0],[18,1767225600100,-2.0,0]]}\n");
    assertThat(LiveFrame.isValues(frame)).isTrue();
    assertThat(LiveFrame.isPicture(frame)).isFalse();
    assertThat(LiveFrame.device(frame)).isEqualTo("load-1-7");
    assertThat(LiveFrame.takenAt(frame)).isEqualTo(1_767_225_600_123L);
  }

  @Test
  void readsWhenAPictureWasTaken() {
    var frame =
        frame(
            "event: picture\ndata: {\"epoch\":\"e1\",\"seq\":7,\"at\":1767225600500,\"devices\":[]}\n");
    assertThat(LiveFrame.isPicture(frame)).isTrue();
    assertThat(LiveFrame.at(frame)).isEqualTo(1_767_225_600_500L);
    assertThat(LiveFrame.device(frame)).isEmpty();
    assertThat(LiveFrame.isPicture(frame("event: beat\ndata: {}\n"))).isFalse();
  }

  private static ByteBuf frame(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  @Test
  void eachMessageThatAPictureShowsForTheFirstTimeHasItsOwnWait() {
    // four devices, eight messages a second: device 1 is due at 125, 625, 1125, ... ms
    var schedule = new LiveProbe.Schedule(new Pace(8, START), 4, 1, 0, 1_000);
    schedule.shown(START + 125, START + 200, waits);
    schedule.shown(START + 125, START + 450, waits); // nothing new
    schedule.shown(START + 1_125, START + 1_225, waits); // and the one of 625 that was never seen
    assertThat(waits.getTotalCount()).isEqualTo(3);
    assertThat(waits.getMinValue()).isEqualTo(75);
    assertThat(waits.getMaxValue()).isEqualTo(600);
  }

  @Test
  void theWarmUpDoesNotCount() {
    var schedule = new LiveProbe.Schedule(new Pace(8, START), 4, 1, 4, 8);
    schedule.shown(START + 125, START + 5_000, waits);
    assertThat(waits.getTotalCount()).isZero();
    schedule.shown(START + 2_125, START + 2_200, waits);
    assertThat(waits.getTotalCount()).isEqualTo(1); // of 625, 1125, 1625 and 2125 only 625 is in
  }
}
