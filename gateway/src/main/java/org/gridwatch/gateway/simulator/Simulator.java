package org.gridwatch.gateway.simulator;

import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.community.Community.Device;
import org.gridwatch.gateway.simulator.life.Life;
import org.gridwatch.gateway.simulator.life.Script;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.simulator.link.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a community's devices speak through a real broker with their real credentials, each on its
 * own connection or behind its gateway. Threads: two event loops and one scheduler, however many
 * devices.
 */
public final class Simulator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Simulator.class);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration SPREAD = Duration.ofSeconds(8);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int MOST_PER_TICK = 150;

  /**
   * Where and how fast.
   *
   * @param broker for example {@code mqtt://localhost:1883} or {@code mqtts://broker:8883}
   * @param tls whom to believe; needed for {@code mqtts}
   * @param storySpeed 1 for a story every two and a half minutes, 0 for none, at most 100
   */
  public record Settings(URI broker, Optional<Tls> tls, double storySpeed) {
    public Settings {
      if (broker.getHost() == null || broker.getPort() < 0) {
        throw new IllegalArgumentException("broker must name host and port, was " + broker);
      }
      if ("mqtts".equals(broker.getScheme()) == tls.isEmpty()) {
        throw new IllegalArgumentException("mqtts and tls belong together, broker was " + broker);
      }
    }
  }

  private record Turn(Instant at, int station) {}

  private final Community community;
  private final InstantSource clock;
  private final EventLoopGroup loops = MqttLink.loops(2);
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("simulator").factory());
  private final Tally tally = new Tally();
  private final List<Station> stations = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Line> lineOf = new HashMap<>();
  private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparing(Turn::at));
  private final Reporters reporters;

  /**
   * @param tokens of the devices that have their own connection, by name; a device without one
   *     stays silent, as does what is behind it
   */
  public Simulator(
      Community community, Map<String, String> tokens, Settings settings, InstantSource clock) {
    this.community = community;
    this.clock = clock;
    var now = clock.instant();
    var script = new Script(community, now, settings.storySpeed());
    var life = new Life(community, script);
    var exchange = new Line.Exchange(settings.broker(), settings.tls(), loops, scheduler, tally);
    var wards =
        community.devices().stream()
            .filter(device -> !device.speaksForItself())
            .collect(Collectors.groupingBy(Device::gateway));
    for (var device : community.devices()) {
      var token = tokens.get(device.name());
      if (device.speaksForItself() && token != null) {
        stations.add(new Station(device, wards.getOrDefault(device.name(), List.of()), life, now));
        var line = new Line(exchange, device.name(), token, community.seed());
        lines.add(line);
        lineOf.put(device.name(), line);
      }
    }
    this.reporters = new Reporters(script, lineOf, now);
  }

  /** Returns at once; the devices connect within the next seconds. */
  public void start() {
    var now = clock.instant();
    for (int i = 0; i < stations.size(); i++) {
      turns.add(new Turn(now.plus(SPREAD.multipliedBy(i).dividedBy(stations.size())), i));
    }
    log.info(
        "simulating {} devices of {} on {} connections",
        community.devices().size(),
        community.name(),
        stations.size());
    scheduler.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Messages that the broker has acknowledged since the start. */
  public long acknowledged() {
    return tally.acknowledged();
  }

  /** Messages and connections that failed since the start. */
  public long failed() {
    return tally.failed();
  }

  private void tick() {
    try {
      var now = clock.instant();
      for (int done = 0; done < MOST_PER_TICK && due(now); done++) {
        var turn = turns.remove();
        turns.add(new Turn(turn(turn.station(), now), turn.station()));
      }
      reporters.report(now);
    } catch (RuntimeException e) {
      // An executor would drop a failing task without a word.
      log.error("the simulator stopped because of a bug", e);
      throw e;
    }
  }

  private boolean due(Instant now) {
    var first = turns.peek();
    return first != null && !first.at().isAfter(now);
  }

  /** Returns when the station wants its next turn. */
  private Instant turn(int index, Instant now) {
    var station = stations.get(index);
    var line = lines.get(index);
    if (station.away(now)) {
      line.cut();
      return now.plus(Station.URGENT);
    }
    if (!line.open()) {
      line.connect(now);
      return now.plus(RETRY);
    }
    for (var speech : station.speak(now)) {
      line.publish(speech.topic(), speech.payload(), false);
    }
    return station.next(now);
  }

  /** Every device says goodbye; waits a few seconds at most. */
  @Override
  public void close() {
    try {
      scheduler.submit(() -> lines.forEach(Line::close));
      scheduler.shutdown();
      if (!scheduler.awaitTermination(3, TimeUnit.SECONDS)) {
        scheduler.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loops.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(3_000);
  }
}
