package org.gridwatch.gateway.simulator.load;

import io.netty.channel.EventLoopGroup;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.simulator.link.MqttLink.Options;
import org.gridwatch.gateway.simulator.local.NewDevice;
import org.gridwatch.gateway.wire.DeviceName;
import org.gridwatch.gateway.wire.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Gas detectors that alarm beside the load, so many a second, each a moment later calm again: how
 * long after it was due an alert can be read. A detector alarms once in eleven minutes, so that
 * none chatters, and stands nowhere, so that none is near another.
 *
 * <p>Threads: the caller's, and its own event loop, which alone publishes.
 */
final class Alarms implements AutoCloseable {
  static final String QUANTITY = "ch4_lel";

  private static final int DANGEROUS = 30; // %LEL: over the limit of the rule gas-leak, no hold
  private static final int CALM = 1;
  private static final int CALM_AFTER_MS = 1_500;
  private static final int REST_SECONDS = 660;
  private static final int GATEWAYS = 8;
  private static final int TICK_MS = 2;
  private static final int ANSWER_SECONDS = 60;

  private final LoadPlan plan;
  private final String run;
  private final int devices;
  private final EventLoopGroup loop = MqttLink.loops(1);
  private final List<MqttLink> links = new ArrayList<>();
  private final AlertProbe probe;
  private @Nullable ScheduledFuture<?> ticking;
  private Pace pace = new Pace(1, Long.MAX_VALUE);
  private long from;
  private long to;
  private long next;
  private volatile long calmed;
  private volatile long expected;

  Alarms(LoadPlan plan, String run, Connection database) {
    this.plan = plan;
    this.run = run;
    int total = plan.warmUpSeconds() + plan.seconds();
    this.devices = (int) Math.ceil(plan.alarms() * Math.min(total, REST_SECONDS));
    this.probe = new AlertProbe(database, "alarm-" + run + "-d");
  }

  private String device(long alarm) {
    return "alarm-%s-d%05d".formatted(run, alarm % devices);
  }

  private String gateway(long alarm) {
    return "alarm-%s-g%d".formatted(run, alarm % devices % GATEWAYS);
  }

  List<NewDevice> registrations() {
    var all = new ArrayList<NewDevice>();
    for (int i = 0; i < GATEWAYS; i++) {
      all.add(new NewDevice(gatewayNumbered(i), "gas", "gateway", "load", 600, "", "", false));
    }
    for (int i = 0; i < devices; i++) {
      var gateway = gateway(i);
      all.add(
          new NewDevice(device(i), "gas", TemporaryRules.MODEL, "load", 600, "", gateway, false));
    }
    return all;
  }

  private String gatewayNumbered(int number) {
    return "alarm-%s-g%d".formatted(run, number);
  }

  /** Connects, and has each detector say that all is calm: then it is known, with its series. */
  void connect(Map<String, String> tokens)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (int i = 0; i < GATEWAYS; i++) {
      String name = gatewayNumbered(i);
      var options =
          Options.to("127.0.0.1", plan.mqttPort(), name)
              .signedInAs(name, tokens.getOrDefault(name, ""))
              .keptAliveEvery(300);
      links.add(answered(MqttLink.connect(options, loop)));
    }
    long now = System.currentTimeMillis();
    var said = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < devices; i++) {
      said.add(say(i, now, CALM).toCompletableFuture());
    }
    answered(CompletableFuture.allOf(said.toArray(CompletableFuture[]::new)));
  }

  private static <T> T answered(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  private CompletionStage<Void> say(long alarm, long atMs, int value) {
    String topic = Topic.of(new DeviceName(gateway(alarm)), Topic.Kind.BATCH).toString();
    String payload =
        "{\"%s\":[{\"ts\":%d,\"values\":{\"%s\":%d}}]}"
            .formatted(device(alarm), atMs, QUANTITY, value);
    MqttLink link = links.get((int) (alarm % devices % GATEWAYS));
    return link.publish(topic, payload.getBytes(StandardCharsets.US_ASCII), 1, false);
  }

  void start(long startMs) {
    probe.start();
    loop.execute(
        () -> {
          pace = new Pace(plan.alarms(), startMs);
          from = pace.firstAfter(plan.warmUpSeconds());
          to = pace.firstAfter(plan.warmUpSeconds() + plan.seconds());
          ticking = loop.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        });
  }

  private void tick() {
    long now = System.currentTimeMillis();
    for (long due = Math.min(pace.dueBy(now), to); next < due; next++) {
      if (next >= from) {
        expected++;
        probe.expect(device(next), pace.dueMillis(next));
      }
      say(next, pace.dueMillis(next), DANGEROUS);
    }
    while (calmed < next && pace.dueMillis(calmed) + CALM_AFTER_MS <= now) {
      say(calmed, pace.dueMillis(calmed) + CALM_AFTER_MS, CALM);
      calmed++;
    }
  }

  /** After the last was due: until all are calm again and each alert was seen, or none comes. */
  void finish() throws SQLException, InterruptedException {
    long patience = System.currentTimeMillis() + ANSWER_SECONDS * 1000L;
    while ((calmed < to || probe.waiting() > 0) && System.currentTimeMillis() < patience) {
      Thread.sleep(20);
    }
    probe.close();
  }

  /** After {@link #finish}. */
  long missing() {
    return probe.unseen();
  }

  /** After {@link #finish}. */
  void report(Map<String, Object> more) throws SQLException {
    more.put("alarmsPerSecond", plan.alarms());
    more.put("alarmDevices", devices);
    more.put("alertsExpected", expected);
    more.put("alertsMissing", missing());
    more.put("alertAfterMs", Latencies.summary(probe.waits()));
  }

  @Override
  public void close() {
    loop.submit(
            () -> {
              if (ticking != null) {
                ticking.cancel(false);
              }
              links.forEach(MqttLink::close);
            })
        .syncUninterruptibly();
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
