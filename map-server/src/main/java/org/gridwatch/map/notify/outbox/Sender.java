package org.gridwatch.map.notify.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridwatch.map.notify.channel.Channel;
import org.gridwatch.map.notify.channel.Parcel;
import org.gridwatch.map.notify.channel.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends what waits, each message on a thread of its own: a channel that hangs keeps no other
 * waiting.
 */
@Component
class Sender implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** What another process queued is seen after so long. */
  private static final Duration LOOK = Duration.ofMillis(300);

  private static final int MOST_AT_ONCE = 32;
  private static final Duration GOODBYE = Duration.ofSeconds(16);

  private final ChannelBook channels;
  private final Claims claims;
  private final Settled settled;
  private final Parcels parcels;
  private final Clock clock;
  private final Semaphore work = new Semaphore(0);
  private final Map<Integer, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean running;
  private boolean failing;

  Sender(
      ChannelBook channels,
      Claims claims,
      Settled settled,
      Parcels parcels,
      Outbox outbox,
      Clock clock) {
    this.channels = channels;
    this.claims = claims;
    this.settled = settled;
    this.parcels = parcels;
    this.clock = clock;
    outbox.onQueued(work::release);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("notice-sender").start(this::loop);
  }

  private void loop() {
    while (running) {
      try {
        sendAll();
        failing = false;
      } catch (RuntimeException e) {
        say(e);
      }
      try {
        if (work.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** The database is away, most likely: tried again at the next look, and said once. */
  private void say(RuntimeException e) {
    if (!failing) {
      LOG.warn("notices wait: {}", e.getMessage(), e);
    }
    failing = true;
  }

  /** Hands out all that may go now. */
  void sendAll() {
    for (int id : claims.channelsWithWork(clock.instant())) {
      channels.one(id).filter(ChannelBook.Line::enabled).ifPresent(this::send);
    }
  }

  private void send(ChannelBook.Line line) {
    var count = underWay.computeIfAbsent(line.id(), _ -> new AtomicInteger());
    var channel = channels.open(line);
    int free = MOST_AT_ONCE - count.get();
    for (var claim : claims.claim(line, channel.limits(), free, clock.instant())) {
      count.incrementAndGet();
      errands.execute(
          () -> {
            try {
              settled.after(claim, receipt(channel, claim), clock.instant());
            } catch (RuntimeException e) {
              LOG.warn(
                  "notice {} is left to its lease: {}", claim.carrier().id(), e.getMessage(), e);
            } finally {
              count.decrementAndGet();
              work.release();
            }
          });
    }
  }

  /** What cannot be put into words is no reason to try for ever. */
  private Receipt receipt(Channel channel, Claims.Claim claim) {
    Parcel parcel;
    try {
      parcel = parcels.of(claim);
    } catch (IllegalArgumentException unfit) {
      return new Receipt.Refused(String.valueOf(unfit.getMessage()), Receipt.About.PARCEL);
    }
    return channel.send(parcel);
  }

  @Override
  public void stop() {
    running = false;
    work.release();
    errands.shutdown();
    try {
      if (!errands.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        errands.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      errands.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
