package org.gridwatch.ingest.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.gridwatch.gateway.codec.Codec;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.ingest.alert.Told;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.store.ReadingStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ingest: takes what the broker keeps for us, settles it, tells the live stream. Of all processes
 * of an installation that run it one works; the others stand by.
 *
 * <p>Of the pool it uses up to five connections: the lock's, one for each lane, one for chores, one
 * for making room in the store.
 */
public final class IngestService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IngestService.class);

  /** Names that are numbered have hashes of one kind: odd, or even. */
  private static final int SPREAD = 0x9E37_79B1;

  private static final int LANES = 2;
  private static final long LOOK_MS = 1_000;
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final IngestSettings settings;
  private final DataSource dataSource;
  private final Codec codec;
  private final InstantSource clock;
  private final Consumer<Throwable> onBug;
  private final KnownDevices devices;
  private final Gatherings gatherings = new Gatherings();
  private final LivePublisher live;
  private final Chores chores;
  private final List<Lane> lanes;
  private final List<Thread> threads;
  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean active;
  private volatile @Nullable BrokerLink link;
  private volatile boolean databaseAway;
  private volatile String fault = "";

  /**
   * Nothing runs before {@link #start}.
   *
   * @param zone whose days the rejects are counted by
   * @param onBug told once when a bug ended the loop: the process should end, and be started again
   */
  public IngestService(
      IngestSettings settings,
      DataSource dataSource,
      ReadingStore store,
      Codec codec,
      MeterRegistry meters,
      InstantSource clock,
      ZoneId zone,
      Consumer<Throwable> onBug) {
    this.settings = settings;
    this.dataSource = dataSource;
    this.codec = codec;
    this.clock = clock;
    this.onBug = onBug;
    this.devices = new KnownDevices(dataSource, zone, clock);
    var metrics = new IngestMetrics(meters);
    var alerts = new Alerts(dataSource);
    var usual = new Usual(store);
    this.live = new LivePublisher(devices, this::tell, metrics, clock);
    var rejects = new Rejects(dataSource, zone);
    var judge = new Judge(devices, usual, clock, meters);
    var turn = devices.settling.readLock();
    var settlement = new Settlement(dataSource, store::append, rejects, judge, alerts, turn);
    var sorting = new Sorting(codec, devices);
    Lane.Aftermath told =
        (batch, news) -> {
          live.tellEvents(batch.events);
          tellAlerts(news);
        };
    this.lanes =
        List.of(
            new Lane(settings, sorting, settlement, told, metrics, clock),
            new Lane(settings, sorting, settlement, told, metrics, clock));
    var timeJudge = new TimeJudge(devices, gatherings, alerts, dataSource, clock, this::tellAlerts);
    var following =
        new Following(
            devices, timeJudge, usual, new Nights(devices, timeJudge, store), dataSource, clock);
    this.chores =
        new Chores(devices, dataSource, rejects, timeJudge, following, clock, this::hearing);
    this.threads =
        List.of(
            thread("ingest-lane-1", lanes.get(0)),
            thread("ingest-lane-2", lanes.get(1)),
            thread("ingest-chores", () -> every(LOOK_MS, chores::run)),
            thread("ingest-live", () -> every(100, live::tick)),
            thread("ingest-lead", this::lead));
    gauges(meters);
  }

  private Thread thread(String name, Runnable work) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .uncaughtExceptionHandler((thread, bug) -> fail(bug))
        .unstarted(work);
  }

  private void gauges(MeterRegistry meters) {
    Gauge.builder("gridwatch.inbox.waiting", this, service -> service.waiting()).register(meters);
    Gauge.builder("gridwatch.inbox.capacity", settings, s -> s.inboxCapacity()).register(meters);
    Gauge.builder("gridwatch.ingest.active", this, s -> s.active ? 1 : 0).register(meters);
    Gauge.builder("gridwatch.ingest.connected", this, s -> s.connected() ? 1 : 0).register(meters);
    for (String state : List.of("normal", "warning", "alarm", "silent")) {
      Gauge.builder("gridwatch.devices", devices, d -> d.countByState().getOrDefault(state, 0))
          .tag("state", state)
          .register(meters);
    }
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  /** Done once the broker keeps everything for us: from then on devices may be let in. */
  public CompletionStage<Void> subscribed() {
    return subscribed;
  }

  public IngestHealth health() {
    boolean storing =
        !databaseAway && lanes.stream().noneMatch(Lane::troubled) && !chores.troubled();
    return new IngestHealth(
        active, connected(), storing, waiting(), settings.inboxCapacity(), fault);
  }

  private int waiting() {
    return lanes.stream().mapToInt(Lane::waiting).sum();
  }

  private boolean connected() {
    BrokerLink now = link;
    return now != null && now.alive();
  }

  private boolean hearing() {
    return connected()
        && lanes.stream().noneMatch(Lane::troubled)
        && waiting() < settings.inboxCapacity() / 2;
  }

  private void tell(String topic, byte[] payload) {
    BrokerLink now = link;
    if (now != null) {
      now.tell(topic, payload);
    }
  }

  private void tellAlerts(List<Told> news) {
    BrokerLink now = link;
    if (now != null) {
      for (Told one : news) {
        now.tellAlert(one);
      }
    }
  }

  /**
   * A device's messages always take the same lane, its name's or its gateway's: also those of
   * before we knew it, which may still be waiting there.
   */
  private void arrived(Delivery delivery) {
    String speaker = codec.speaker(delivery.topic()).map(DeviceName::value).orElse("");
    KnownDevice known = speaker.isEmpty() ? null : devices.named(speaker);
    int gatewayId = known == null ? 0 : known.registered.gatewayId();
    KnownDevice gateway = gatewayId == 0 ? null : devices.withId(gatewayId);
    String owner = gateway == null ? speaker : gateway.registered.name();
    lanes.get(Math.floorMod((owner.hashCode() * SPREAD) >>> 16, LANES)).put(delivery);
  }

  // ---- being the one that works

  private void lead() {
    long pause = LOOK_MS;
    do {
      try (var lock = LeaderLock.tryTake(dataSource).orElse(null)) {
        databaseAway = false;
        if (lock != null) {
          devices.load();
          gatherings.recall(JdbcClient.create(dataSource), devices.book().rules());
          active = true;
          log.info("this ingest process is the one that works");
          work(lock);
        }
        pause = LOOK_MS;
      } catch (RuntimeException e) { // the boundary: what passes is waited for
        if (Trouble.of(e) != Trouble.PASSING) {
          throw e;
        }
        databaseAway = true;
        log.warn("ingest waits for the database: {}", e.getMessage());
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      } finally {
        active = false;
        disconnect();
      }
    } while (!closed(pause));
  }

  private void work(LeaderLock lock) {
    long pause = 100;
    while (lock.held()) {
      if (!connected()) {
        pause = connect() ? 100 : Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
      if (closed(connected() ? LOOK_MS : pause)) {
        return;
      }
    }
    log.warn("the lock was lost with the database's connection; starting over");
  }

  /** Sleeps. Returns whether the service is being closed. */
  private boolean closed(long pauseMs) {
    try {
      return closing.await(pauseMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean connect() {
    disconnect();
    try {
      link = BrokerLink.open(settings, Subscriptions.of(codec), this::arrived, clock);
      subscribed.complete(null);
      return true;
    } catch (MqttException e) {
      log.warn("the broker at {} is not there: {}", settings.brokerUrl(), e.toString());
      return false;
    }
  }

  private void disconnect() {
    BrokerLink now = link;
    link = null;
    if (now != null) {
      now.close();
    }
  }

  private void every(long pauseMs, Runnable work) {
    while (!closed(pauseMs)) {
      if (active) {
        work.run();
      }
    }
  }

  /** A bug: nothing goes on as if it had not happened. */
  private void fail(Throwable bug) {
    log.error("ingest has ended by a bug", bug);
    fault = Objects.toString(bug.getMessage(), bug.getClass().getName());
    lanes.forEach(Lane::stop);
    closing.countDown();
    disconnect();
    onBug.accept(bug);
  }

  /** Finishes what is in hand; what is not acknowledged comes again. */
  @Override
  public void close() {
    lanes.forEach(Lane::stop);
    join(threads.subList(0, LANES));
    if (active && fault.isEmpty()) {
      chores.finish(); // while the lock is still ours
    }
    closing.countDown();
    join(threads.subList(LANES, threads.size()));
  }

  private static void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
