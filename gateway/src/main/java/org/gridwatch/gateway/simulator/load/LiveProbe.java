package org.gridwatch.gateway.simulator.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * A viewer of the live stream that knows when each device was due to speak: how long until the
 * picture shows it. A picture that shows a later message of a device shows the earlier ones too,
 * and each counts with its own wait. Threads: its event loop.
 */
final class LiveProbe {
  /**
   * Which messages a device's are: every {@code lines}-th of its pace, beginning at {@code line}.
   */
  static final class Schedule {
    private final Pace pace;
    private final int lines;
    private final int line;
    private final long from;
    private final long to;
    private long next;

    Schedule(Pace pace, int lines, int line, long from, long to) {
      this.pace = pace;
      this.lines = lines;
      this.line = line;
      this.from = from;
      this.to = to;
    }

    /** The device was heard with a message due at {@code heardAtMs}; records what is news. */
    void heard(long heardAtMs, long nowMs, Histogram waits) {
      double due = (heardAtMs - pace.startMillis() + 1) * pace.messagesPerSecond() / 1000.0 - 1e-6;
      long number = Math.floorDiv((long) Math.floor(due) - line, lines);
      for (; next <= number; next++) {
        long n = next * lines + line;
        if (n >= from && n < to) {
          Latencies.record(waits, nowMs - pace.dueMillis(n));
        }
      }
    }
  }

  private final Map<Integer, Schedule> schedules = new HashMap<>();
  private final Histogram waits = Latencies.histogram();
  private final EventLoopGroup loop;
  private final SseStream stream;

  LiveProbe(EventLoopGroup loop, int httpPort, String token) {
    this.loop = loop;
    this.stream = new SseStream(httpPort, "/api/v1/live", token, Integer.MAX_VALUE, this::event);
  }

  void open() throws InterruptedException, ExecutionException, TimeoutException {
    stream.open(loop).get(30, TimeUnit.SECONDS);
  }

  void follow(Map<Integer, Schedule> devices) {
    loop.execute(() -> schedules.putAll(devices));
  }

  private void event(ByteBuf event) {
    if (PictureFrame.isPicture(event)) {
      long now = System.currentTimeMillis();
      PictureFrame.devices(event, (id, heardAt) -> heard(id, heardAt, now));
    }
  }

  private void heard(int id, long heardAt, long now) {
    Schedule schedule = schedules.get(id);
    if (schedule != null) {
      schedule.heard(heardAt, now, waits);
    }
  }

  Histogram waits() {
    return loop.submit(waits::copy).syncUninterruptibly().getNow();
  }

  boolean lost() {
    return stream.lost();
  }

  void close() {
    stream.close();
  }
}
