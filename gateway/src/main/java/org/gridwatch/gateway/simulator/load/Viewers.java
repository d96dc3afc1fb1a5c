package org.gridwatch.gateway.simulator.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Many live maps that only look. A viewer's lag is how old the newest picture is when it has
 * arrived; its staleness how old the one before had become by then. Threads: their event loop.
 */
final class Viewers {
  private final List<SseStream> streams = new ArrayList<>();
  private final EventLoopGroup loop;
  private final Histogram lag = Latencies.histogram();
  private final Histogram staleness = Latencies.histogram();
  private final Histogram worst = Latencies.histogram();
  private final List<Viewer> viewers = new ArrayList<>();
  private volatile boolean measuring;

  Viewers(EventLoopGroup loop) {
    this.loop = loop;
  }

  private final class Viewer implements SseStream.Reader {
    private long lastAt;
    private long worstLag;

    @Override
    public void event(ByteBuf event) {
      if (!LiveFrame.isPicture(event)) {
        return;
      }
      long at = LiveFrame.at(event);
      long now = System.currentTimeMillis();
      if (measuring) {
        Latencies.record(lag, now - at);
        worstLag = Math.max(worstLag, now - at);
        if (lastAt > 0) {
          Latencies.record(staleness, now - lastAt);
        }
      }
      lastAt = at;
    }
  }

  void open(int count, int httpPort, String token)
      throws InterruptedException, ExecutionException, TimeoutException {
    var openings = new ArrayList<CompletableFuture<SseStream>>();
    for (int i = 0; i < count; i++) {
      var viewer = new Viewer();
      var stream = new SseStream(httpPort, "/api/v1/live", token, 256, viewer);
      viewers.add(viewer);
      streams.add(stream);
      openings.add(stream.open(loop));
    }
    CompletableFuture.allOf(openings.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
  }

  void measure(boolean on) {
    measuring = on;
  }

  void close() {
    streams.forEach(SseStream::close);
  }

  Map<String, Object> report() {
    loop.submit(() -> viewers.forEach(viewer -> Latencies.record(worst, viewer.worstLag)))
        .syncUninterruptibly();
    var report = new LinkedHashMap<String, Object>();
    report.put("viewers", streams.size());
    report.put("lostStreams", streams.stream().filter(SseStream::lost).count());
    report.put("lagMs", Latencies.summary(lag));
    report.put("stalenessMs", Latencies.summary(staleness));
    report.put("worstLagOfEachMs", Latencies.summary(worst));
    return report;
  }
}
