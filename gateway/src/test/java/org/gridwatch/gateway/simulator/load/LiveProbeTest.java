package org.gridwatch.gateway.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LiveProbeTest {
  private static final long START = 1_767_225_600_000L;

  private final Histogram waits = Latencies.histogram();

  @Test
  void readsEveryDeviceOfAPicture() {
    var frame =
        Unpooled.copiedBuffer(
            "event: picture\ndata: {\"epoch\":\"e1\",\"seq\":7,\"at\":1767225600500,\"full\":true,"
                + "\"devices\":[[17,0,1767225600123],[4,3,0],[5001,2,1767225600400]]}\n",
            StandardCharsets.UTF_8);
    var heard = new ArrayList<String>();
    assertThat(PictureFrame.isPicture(frame)).isTrue();
    assertThat(PictureFrame.at(frame)).isEqualTo(1_767_225_600_500L);
    PictureFrame.devices(frame, (id, at) -> heard.add(id + "@" + at));
    assertThat(heard).containsExactly("17@1767225600123", "4@0", "5001@1767225600400");
  }

  @Test
  void aPictureWithoutDevicesHasNone() {
    var frame =
        Unpooled.copiedBuffer(
            "event: picture\ndata: {\"at\":5,\"devices\":[]}\n", StandardCharsets.UTF_8);
    PictureFrame.devices(frame, (id, at) -> assertThat(id).isNegative());
    var beat = Unpooled.copiedBuffer("event: beat\ndata: {}\n", StandardCharsets.UTF_8);
    assertThat(PictureFrame.isPicture(beat)).isFalse();
  }

  @Test
  void eachMessageThatAPictureShowsForTheFirstTimeHasItsOwnWait() {
    // four devices, eight messages a second: device 1 is due at 125, 625, 1125, ... ms
    var schedule = new LiveProbe.Schedule(new Pace(8, START), 4, 1, 0, 1_000);
    schedule.heard(START + 125, START + 200, waits);
    schedule.heard(START + 125, START + 450, waits); // nothing new
    schedule.heard(START + 1_125, START + 1_225, waits); // and the one of 625 that was never seen
    assertThat(waits.getTotalCount()).isEqualTo(3);
    assertThat(waits.getMinValue()).isEqualTo(75);
    assertThat(waits.getMaxValue()).isEqualTo(600);
  }

  @Test
  void theWarmUpDoesNotCount() {
    var schedule = new LiveProbe.Schedule(new Pace(8, START), 4, 1, 4, 8);
    schedule.heard(START + 125, START + 5_000, waits);
    assertThat(waits.getTotalCount()).isZero();
    schedule.heard(START + 2_125, START + 2_200, waits);
    assertThat(waits.getTotalCount()).isEqualTo(1); // of 625, 1125, 1625 and 2125 only 625 is in
  }
}
