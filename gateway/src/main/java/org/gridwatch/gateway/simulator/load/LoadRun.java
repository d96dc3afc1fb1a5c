package org.gridwatch.gateway.simulator.load;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.simulator.local.LocalInstallation;
import org.gridwatch.gateway.simulator.local.NewDevice;
import org.jspecify.annotations.Nullable;

/**
 * One measurement from registering its devices to retiring them.
 *
 * <p>Longer than most of our classes: it is the one place that tells the order of things.
 */
final class LoadRun implements AutoCloseable {
  private static final int PROBES = 12;
  private static final int CONNECT_SECONDS = 180;
  private static final int DRAIN_SECONDS = 120;
  private static final int STILL_SECONDS = 10;
  private static final int LEAD_MS = 500;

  /** The broker learns of new tokens about once a second. */
  private static final int UNTIL_KNOWN_MS = 3_000;

  private final LoadPlan plan;
  private final LocalInstallation installation;
  private final PrintStream out;
  private final String run = Long.toString(System.currentTimeMillis() / 1000, 36);
  private final List<Speaker> speakers;
  private final List<Publisher> publishers = new ArrayList<>();
  private final List<EventLoopGroup> loops = new ArrayList<>();
  private final EventLoopGroup viewing = MqttLink.loops(1);
  private final TemporaryRules rules;
  private @Nullable Alarms alarms;
  private @Nullable TellingProbe telling;
  private final List<String> registered = new ArrayList<>();
  private final Thread whenKilled = new Thread(this::retireQuietly);

  LoadRun(LoadPlan plan, LocalInstallation installation, PrintStream out) {
    this.plan = plan;
    this.installation = installation;
    this.out = out;
    this.speakers = Speaker.of(plan, run);
    this.rules = new TemporaryRules(installation);
    Runtime.getRuntime().addShutdownHook(whenKilled);
  }

  LoadReport measure(String command)
      throws IOException, SQLException, InterruptedException, ExecutionException, TimeoutException {
    if (plan.alarms() > 0) {
      alarms = new Alarms(plan, run, installation.database());
    }
    if (plan.told()) {
      telling = new TellingProbe(installation, run, out);
    }
    ServerUsage server = ServerUsage.of(installation.pid(), plan.dataDir());
    connect(register());
    var watched = spread(LiveProbe.MOST_DEVICES);
    var live = new LiveProbe(viewing, plan.httpPort(), installation.token(), watched);
    var viewers = new Viewers(viewing);
    try (Connection database = installation.database();
        var stored = new StoredProbe(installation.database(), spread(PROBES))) {
      var readings = new StoredReadings(database, "load-" + run + "-");
      live.open();
      viewers.open(plan.viewers(), plan.httpPort(), installation.token());
      Window window = start(stored, live);
      var usage = watch(server, viewers, window);
      return finish(command, window, usage, stored, live, viewers, readings, server);
    } finally {
      viewers.close();
      live.close();
    }
  }

  // before

  private Map<String, String> register() throws IOException, InterruptedException {
    double[] centre = installation.centre();
    var devices = new ArrayList<NewDevice>();
    for (int i = 0; i < speakers.size(); i++) {
      devices.addAll(speakers.get(i).registrations(centre, i));
    }
    if (alarms != null) {
      devices.addAll(alarms.registrations());
    }
    out.println("Registering " + devices.size() + " devices...");
    devices.forEach(device -> registered.add(device.name()));
    if (alarms != null) {
      rules.add(run, plan.pointsPerDevice());
    }
    if (telling != null) {
      telling.open();
    }
    var tokens = installation.register(devices);
    Thread.sleep(UNTIL_KNOWN_MS);
    return tokens;
  }

  private void connect(Map<String, String> tokens)
      throws InterruptedException, ExecutionException, TimeoutException {
    out.println("Connecting " + speakers.size() + "...");
    var connecting = new ArrayList<CompletableFuture<Void>>();
    for (int t = 0; t < plan.threads(); t++) {
      var lines = new ArrayList<Publisher.Line>();
      for (int i = t; i < speakers.size(); i += plan.threads()) {
        Speaker speaker = speakers.get(i);
        String token = tokens.getOrDefault(speaker.name(), "");
        lines.add(new Publisher.Line(speaker, token, plan.pointsPerDevice()));
      }
      EventLoopGroup loop = MqttLink.loops(1);
      loops.add(loop);
      var publisher = new Publisher(loop, lines, plan.mqttPort(), plan.inFlight() / plan.threads());
      publishers.add(publisher);
      connecting.add(publisher.connect());
    }
    CompletableFuture.allOf(connecting.toArray(CompletableFuture[]::new))
        .get(CONNECT_SECONDS, TimeUnit.SECONDS);
    if (alarms != null) {
      alarms.connect(tokens);
    }
  }

  /** At most so many devices, from all over. */
  private List<String> spread(int most) {
    int step = Math.ceilDiv(speakers.size(), most);
    var devices = new ArrayList<String>();
    for (int i = 0; i < speakers.size(); i += step) {
      devices.add(speakers.get(i).devices().getFirst());
    }
    return devices;
  }

  /** When the measured messages are due. */
  private record Window(long fromMs, long toMs) {}

  private Window start(StoredProbe stored, LiveProbe live) {
    long startMs = System.currentTimeMillis() + LEAD_MS;
    var probed = Set.copyOf(spread(PROBES));
    out.printf(
        "Publishing %.0f messages/s of %d points; measuring %d s after a warm-up of %d s...%n",
        plan.messagesPerSecond(), plan.points(), plan.seconds(), plan.warmUpSeconds());
    stored.start();
    if (alarms != null) {
      alarms.start(startMs);
    }
    for (Publisher publisher : publishers) {
      var lines = publisher.lines();
      double share = plan.messagesPerSecond() * lines.size() / speakers.size();
      var pace = new Pace(share, startMs);
      live.follow(schedules(pace, lines));
      publisher.start(
          pace,
          plan.warmUpSeconds(),
          plan.seconds(),
          (line, due) -> {
            String device = lines.get(line).speaker.devices().getFirst();
            if (probed.contains(device)) {
              stored.expect(device, due);
            }
          });
    }
    long fromMs = startMs + plan.warmUpSeconds() * 1000L;
    return new Window(fromMs, fromMs + plan.seconds() * 1000L);
  }

  private Map<String, LiveProbe.Schedule> schedules(Pace pace, List<Publisher.Line> lines) {
    long from = pace.firstAfter(plan.warmUpSeconds());
    long to = pace.firstAfter(plan.warmUpSeconds() + plan.seconds());
    var schedules = new HashMap<String, LiveProbe.Schedule>();
    for (int i = 0; i < lines.size(); i++) {
      String device = lines.get(i).speaker.devices().getFirst();
      schedules.put(device, new LiveProbe.Schedule(pace, lines.size(), i, from, to));
    }
    return schedules;
  }

  // meanwhile

  /** What both took in the window. */
  private record Usage(double serverCpu, double ownCpu, long serverMemory) {}

  private Usage watch(ServerUsage server, Viewers viewers, Window window)
      throws IOException, InterruptedException {
    sleepUntil(window.fromMs());
    viewers.measure(true);
    double serverBefore = server.cpuSeconds();
    double ownBefore = Machine.ownCpuSeconds();
    long memory = 0;
    while (System.currentTimeMillis() < window.toMs()) {
      memory = Math.max(memory, server.memoryBytes());
      sleepUntil(Math.min(window.toMs(), System.currentTimeMillis() + 5_000));
    }
    double serverCpu = server.cpuSeconds() - serverBefore;
    double ownCpu = Machine.ownCpuSeconds() - ownBefore;
    viewers.measure(false);
    return new Usage(serverCpu, ownCpu, memory);
  }

  private static void sleepUntil(long epochMs) throws InterruptedException {
    long left = epochMs - System.currentTimeMillis();
    if (left > 0) {
      Thread.sleep(left);
    }
  }

  // after

  private LoadReport finish(
      String command,
      Window window,
      Usage usage,
      StoredProbe stored,
      LiveProbe live,
      Viewers viewers,
      StoredReadings readings,
      ServerUsage server)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    publishers.forEach(Publisher::stop);
    out.println("Waiting for what is under way...");
    awaitAcknowledgements();
    double drain = drain(stored, readings, window);
    publishers.forEach(Publisher::disconnect);
    stored.close();
    if (alarms != null) {
      alarms.finish();
    }
    var tally = tally();
    var counted = readings.exactly(window.fromMs(), window.toMs());
    var more = facts(command, usage, tally, viewers, stored, live, server);
    if (alarms != null) {
      alarms.report(more);
    }
    if (telling != null) {
      tell(telling, window, more);
    }
    double achieved = counted.rows() / (plan.seconds() + drain);
    if (plan.referenceSeconds() > 0) {
      addReference(more, achieved);
    }
    return new LoadReport(
        tally.sent() * plan.points(),
        tally.acknowledged() * plan.points(),
        counted.rows(),
        lost(counted),
        counted.doubled(),
        plan.seconds(),
        drain,
        stored.waits(),
        live.waits(),
        usage.serverCpu(),
        usage.serverMemory(),
        (alarms == null ? 0 : alarms.missing()) + (telling == null ? 0 : telling.untold()),
        more);
  }

  private void tell(TellingProbe probe, Window window, Map<String, Object> more)
      throws IOException, SQLException, InterruptedException {
    try (Connection database = installation.database()) {
      probe.finish(database, window.fromMs(), window.toMs());
    }
    probe.report(more);
  }

  private void awaitAcknowledgements() throws InterruptedException {
    long patience = System.currentTimeMillis() + DRAIN_SECONDS * 1000L;
    while (publishers.stream().anyMatch(p -> p.outstanding() > 0)
        && System.currentTimeMillis() < patience) {
      Thread.sleep(20);
    }
  }

  /** Until all that was acknowledged is stored, or no more comes. */
  private double drain(StoredProbe stored, StoredReadings readings, Window window)
      throws SQLException, InterruptedException {
    long expected = tally().acknowledged() * plan.points();
    long patience = System.currentTimeMillis() + DRAIN_SECONDS * 1000L;
    while (stored.waiting() > 0 && System.currentTimeMillis() < patience) {
      Thread.sleep(10);
    }
    long drainedMs = System.currentTimeMillis();
    long movedMs = drainedMs;
    long count = readings.roughly(window.fromMs(), window.toMs());
    while (count < expected
        && drainedMs < movedMs + STILL_SECONDS * 1000L
        && drainedMs < patience) {
      Thread.sleep(500);
      drainedMs = System.currentTimeMillis();
      long before = count;
      count = readings.roughly(window.fromMs(), window.toMs());
      movedMs = count > before ? drainedMs : movedMs;
    }
    return Math.max(0, drainedMs - window.toMs()) / 1000.0;
  }

  private Publisher.Tally tally() {
    return publishers.stream()
        .map(Publisher::tally)
        .reduce(Publisher.Tally.NONE, Publisher.Tally::plus);
  }

  /** Of each device, acknowledged readings beyond the different ones that are stored. */
  private long lost(StoredReadings.Counted counted) {
    long lost = 0;
    for (Publisher publisher : publishers) {
      for (Publisher.Line line : publisher.lines()) {
        for (String device : line.speaker.devices()) {
          long owed = (long) line.acknowledged * plan.pointsPerDevice();
          lost += Math.max(0, owed - counted.distinct().getOrDefault(device, 0L));
        }
      }
    }
    return lost;
  }

  private Map<String, Object> facts(
      String command,
      Usage usage,
      Publisher.Tally tally,
      Viewers viewers,
      StoredProbe stored,
      LiveProbe live,
      ServerUsage server) {
    var more = new LinkedHashMap<String, Object>();
    more.put("devices", plan.devices());
    more.put("connections", speakers.size());
    more.put("pointsPerMessage", plan.points());
    more.put("batch", plan.behind() > 0);
    more.put("messagesPerSecondAsked", plan.messagesPerSecond());
    more.put("messagesPerSecondSent", LoadReport.rounded(tally.sent() / (double) plan.seconds()));
    more.put("messagesDue", tally.due());
    more.put("messagesSent", tally.sent());
    more.put("messagesAcknowledged", tally.acknowledged());
    more.put("messagesFailed", tally.failed());
    more.put("messagesWithoutConnection", tally.withoutLink());
    more.put("connectionsLost", tally.linksLost());
    more.put("publishToAcknowledgedMs", Latencies.summary(tally.acknowledgedAfter()));
    more.put("storedProbesUnseen", stored.unseen());
    more.put("liveStreamLost", live.lost());
    if (plan.viewers() > 0) {
      more.put("viewers", viewers.report());
    }
    more.put("serverCpuIncludesDatabase", server.databaseIncluded());
    more.put("generatorCpuSeconds", LoadReport.rounded(usage.ownCpu()));
    more.put(
        "generatorCpuMicrosPerMessage",
        LoadReport.rounded(usage.ownCpu() * 1e6 / Math.max(1, tally.sent())));
    more.put("machine", Machine.description());
    more.put("command", command);
    more.put(
        "at",
        java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
    return more;
  }

  private void addReference(Map<String, Object> more, double achieved)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    out.println("Bare inserts for " + plan.referenceSeconds() + " s...");
    int series = plan.devices() * plan.pointsPerDevice();
    double bare = new BareInserts(installation, run, series).rowsPerSecond(plan.referenceSeconds());
    more.put("referenceRowsPerSecond", LoadReport.rounded(bare));
    more.put("ratio", LoadReport.rounded(achieved / bare));
  }

  @Override
  public void close() {
    if (alarms != null) {
      alarms.close();
    }
    publishers.forEach(Publisher::disconnect);
    loops.forEach(loop -> loop.shutdownGracefully(0, 2, TimeUnit.SECONDS));
    viewing.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    try {
      Runtime.getRuntime().removeShutdownHook(whenKilled);
      retireQuietly();
    } catch (IllegalStateException alreadyEnding) {
      // the hook retires
    }
  }

  private void retireQuietly() {
    if (telling != null) {
      telling.close();
    }
    if (registered.isEmpty()) {
      return;
    }
    try {
      out.println("Retiring " + registered.size() + " devices...");
      installation.retire(registered);
      rules.end();
    } catch (IOException refused) {
      out.println(
          "The devices and rules of run " + run + " could not be retired: " + refused.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
