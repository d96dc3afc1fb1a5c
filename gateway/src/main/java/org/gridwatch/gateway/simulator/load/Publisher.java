package org.gridwatch.gateway.simulator.load;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.simulator.link.MqttLink.Options;
import org.gridwatch.gateway.simulator.link.Patience;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the connections and of the load. Threads: its loop. */
final class Publisher {
  private static final int CONNECTING_AT_ONCE = 100;
  private static final int TICK_MS = 2;
  private static final int WINDOW = 64;

  /** Told of each measured message just before it leaves. */
  interface Watcher {
    void leaving(int line, long dueMillis);
  }

  /** One connection. */
  static final class Line {
    final Speaker speaker;
    private final String token;
    private final String topic;
    private final PayloadTemplate template;
    private @Nullable MqttLink link;
    private final Patience patience = new Patience();
    int acknowledged;

    Line(Speaker speaker, String token, int pointsEach) {
      this.speaker = speaker;
      this.token = token;
      this.topic = speaker.topic();
      this.template = speaker.template(pointsEach);
    }
  }

  private final EventLoopGroup loop;
  private final List<Line> lines;
  private final int mqttPort;
  private final int inFlight;
  private final Histogram acknowledgedAfter = Latencies.histogram();
  private final CompletableFuture<Void> allConnected = new CompletableFuture<>();
  private final ArrayDeque<Line> toConnect = new ArrayDeque<>();
  private Pace pace = new Pace(1, Long.MAX_VALUE);
  private Watcher watcher = (line, due) -> {};
  private @Nullable ScheduledFuture<?> ticking;
  private int connected;
  private long next;
  private long from;
  private long to;
  private volatile int outstanding;
  private volatile boolean over;
  private long sent;
  private long acknowledged;
  private long failed;
  private long withoutLink;
  private long linksLost;

  Publisher(EventLoopGroup loop, List<Line> lines, int mqttPort, int inFlight) {
    this.loop = loop;
    this.lines = lines;
    this.mqttPort = mqttPort;
    this.inFlight = inFlight;
  }

  List<Line> lines() {
    return lines;
  }

  Pace pace() {
    return pace;
  }

  // connecting

  CompletableFuture<Void> connect() {
    loop.execute(
        () -> {
          toConnect.addAll(lines);
          for (int i = 0; i < CONNECTING_AT_ONCE; i++) {
            connectNext();
          }
        });
    return allConnected;
  }

  private void connectNext() {
    Line line = toConnect.poll();
    if (line != null && !allConnected.isCompletedExceptionally()) {
      connect(line);
    }
  }

  private void connect(Line line) {
    var options =
        Options.to("127.0.0.1", mqttPort, line.speaker.name())
            .signedInAs(line.speaker.name(), line.token)
            .keptAliveEvery(300)
            .withWindow(WINDOW, WINDOW);
    MqttLink.connect(options, loop)
        .whenComplete(
            (link, refusal) -> {
              if (link != null) {
                opened(line, link);
              } else if (!over) {
                again(line, refusal);
              }
            });
  }

  private void opened(Line line, MqttLink link) {
    boolean first = line.link == null;
    line.link = link;
    line.patience.connected();
    link.closed().whenComplete((done, lost) -> lost(line));
    if (first && ++connected == lines.size()) {
      allConnected.complete(null);
    }
    connectNext();
  }

  private void lost(Line line) {
    if (!over) {
      linksLost++;
      again(line, new IOException("the connection was lost"));
    }
  }

  /** A token just issued may not have reached the broker yet; a broker may be restarting. */
  private void again(Line line, Throwable why) {
    long wait = line.patience.after(why);
    if (line.patience.exhausted() && !allConnected.isDone()) {
      allConnected.completeExceptionally(
          new IOException(line.speaker.name() + " cannot connect: " + why.getMessage(), why));
    } else {
      loop.schedule(() -> connect(line), wait, TimeUnit.MILLISECONDS);
    }
  }

  // publishing

  /** Messages due in {@code [warmUp, warmUp + seconds)} after the start are the measured ones. */
  void start(Pace newPace, int warmUpSeconds, int seconds, Watcher newWatcher) {
    loop.execute(
        () -> {
          pace = newPace;
          watcher = newWatcher;
          from = newPace.firstAfter(warmUpSeconds);
          to = newPace.firstAfter(warmUpSeconds + seconds);
          ticking = loop.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        });
  }

  private void tick() {
    long due = Math.min(pace.dueBy(System.currentTimeMillis()), to);
    while (next < due && outstanding < inFlight) {
      publish(next++);
    }
  }

  private void publish(long n) {
    int index = (int) (n % lines.size());
    Line line = lines.get(index);
    MqttLink link = line.link;
    boolean measured = n >= from;
    if (link == null || !link.isOpen()) {
      withoutLink += measured ? 1 : 0;
      return;
    }
    long due = pace.dueMillis(n);
    byte[] payload = line.template.next(due, (int) (n / lines.size()));
    if (measured) {
      sent++;
      watcher.leaving(index, due);
    }
    outstanding++;
    link.publish(line.topic, payload, 1, false)
        .whenComplete((done, refusal) -> answered(line, due, measured, refusal));
  }

  private void answered(Line line, long due, boolean measured, @Nullable Throwable refusal) {
    outstanding--;
    if (!measured) {
      return;
    }
    if (refusal != null) {
      failed++;
      return;
    }
    acknowledged++;
    line.acknowledged++;
    long now = System.currentTimeMillis();
    Latencies.record(acknowledgedAfter, now - due);
  }

  // ending

  int outstanding() {
    return outstanding;
  }

  /** Publishes no more; what is under way may still be acknowledged. */
  void stop() {
    loop.submit(
            () -> {
              if (ticking != null) {
                ticking.cancel(false);
              }
            })
        .syncUninterruptibly();
  }

  void disconnect() {
    over = true;
    loop.submit(
            () -> {
              for (Line line : lines) {
                if (line.link != null) {
                  line.link.close();
                }
              }
            })
        .syncUninterruptibly();
  }

  /**
   * Of the measured messages.
   *
   * @param due that should have been published
   * @param withoutLink that could not be published because the connection was lost
   * @param linksLost connections lost, in the whole run
   */
  record Tally(
      long due,
      long sent,
      long acknowledged,
      long failed,
      long withoutLink,
      long linksLost,
      Histogram acknowledgedAfter) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, Latencies.histogram());

    Tally plus(Tally other) {
      Histogram after = acknowledgedAfter.copy();
      after.add(other.acknowledgedAfter);
      return new Tally(
          due + other.due,
          sent + other.sent,
          acknowledged + other.acknowledged,
          failed + other.failed,
          withoutLink + other.withoutLink,
          linksLost + other.linksLost,
          after);
    }
  }

  Tally tally() {
    return loop.submit(
            () ->
                new Tally(
                    to - from,
                    sent,
                    acknowledged,
                    failed,
                    withoutLink,
                    linksLost,
                    acknowledgedAfter.copy()))
        .syncUninterruptibly()
        .getNow();
  }
}
