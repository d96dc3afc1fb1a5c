package org.gridwatch.gateway.simulator.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * A viewer of the live stream who looks closely at some devices and knows when each was due to
 * speak: how long until the values of that moment are shown. Values of a later message stand for
 * the earlier ones too, and each counts with its own wait. (The picture says only when a device was
 * heard, and a late message is heard as any other.) Threads: its event loop.
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

    /** The device's values of {@code takenAtMs} are shown; records what is news. */
    void shown(long takenAtMs, long nowMs, Histogram waits) {
      double due = (takenAtMs - pace.startMillis() + 1) * pace.messagesPerSecond() / 1000.0 - 1e-6;
      long number = Math.floorDiv((long) Math.floor(due) - line, lines);
      for (; next <= number; next++) {
        long n = next * lines + line;
        if (n >= from && n < to) {
          Latencies.record(waits, nowMs - pace.dueMillis(n));
        }
      }
    }
  }

  /** The server lets a viewer look closely at so many. */
  static final int MOST_DEVICES = 20;

  private final Map<String, Schedule> schedules = new HashMap<>();
  private final Histogram waits = Latencies.histogram();
  private final EventLoopGroup loop;
  private final SseStream stream;

  LiveProbe(EventLoopGroup loop, int httpPort, String token, Collection<String> devices) {
    this.loop = loop;
    String path = "/api/v1/live?watch=" + String.join(",", devices);
    this.stream = new SseStream(httpPort, path, token, Integer.MAX_VALUE, this::event);
  }

  void open() throws InterruptedException, ExecutionException, TimeoutException {
    stream.open(loop).get(30, TimeUnit.SECONDS);
  }

  void follow(Map<String, Schedule> devices) {
    loop.execute(() -> schedules.putAll(devices));
  }

  private void event(ByteBuf event) {
    if (LiveFrame.isValues(event)) {
      Schedule schedule = schedules.get(LiveFrame.device(event));
      if (schedule != null) {
        schedule.shown(LiveFrame.takenAt(event), System.currentTimeMillis(), waits);
      }
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
