package org.gridwatch.map.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.gridwatch.gateway.simulator.Simulator;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.ingest.device.ServiceCredentials;
import org.gridwatch.ingest.inbox.IngestSettings;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.map.account.FirstAccount;
import org.gridwatch.map.account.LocalToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What happens between "the pages answer" and "GridWatch is ready", in this order. */
@Component
class Startup implements ApplicationRunner, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Startup.class);
  private static final long SUBSCRIPTION_SECONDS = 30;

  /** As an environment variable: {@code GRIDWATCH_ADMIN_PASSWORD}. */
  static final String ADMIN_PASSWORD = "gridwatch.admin-password";

  private final RunOptions options;
  private final FirstAccount firstAccount;
  private final LocalToken localToken;
  private final ServiceCredentials services;
  private final Rules rules;
  private final Optional<GatewayRole> gateway;
  private final Optional<IngestRole> ingest;
  private final Optional<LiveRole> live;
  private final Optional<DemoCommunity> demo;
  private final InstantSource clock;
  private final Environment environment;
  private Optional<Simulator> simulator = Optional.empty();
  private boolean closed;

  Startup(
      RunOptions options,
      FirstAccount firstAccount,
      LocalToken localToken,
      ServiceCredentials services,
      Rules rules,
      ObjectProvider<GatewayRole> gateway,
      ObjectProvider<IngestRole> ingest,
      ObjectProvider<LiveRole> live,
      ObjectProvider<DemoCommunity> demo,
      InstantSource clock,
      Environment environment) {
    this.options = options;
    this.firstAccount = firstAccount;
    this.localToken = localToken;
    this.services = services;
    this.rules = rules;
    this.gateway = Optional.ofNullable(gateway.getIfAvailable());
    this.ingest = Optional.ofNullable(ingest.getIfAvailable());
    this.live = Optional.ofNullable(live.getIfAvailable());
    this.demo = Optional.ofNullable(demo.getIfAvailable());
    this.clock = clock;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments args) throws Exception {
    Files.writeString(
        options.dataDir().resolve("gridwatch.pid"), ProcessHandle.current().pid() + "\n");
    localToken.write();
    rules.addDefaults(); // before anything is judged; processes that start together add them once
    Optional<String> generated = firstAccount.ensureAdmin(environment.getProperty(ADMIN_PASSWORD));
    boolean show = showsDemo();
    Optional<Community> filled = show ? fillDemo() : Optional.empty();
    if (gateway.isPresent()) {
      gateway.get().start();
    }
    if (ingest.isPresent()) {
      startIngest(ingest.get());
    }
    if (live.isPresent()) {
      live.get().start(address("map"));
    }
    gateway.ifPresent(GatewayRole::admitDevices);
    announce(generated);
    if (show) {
      Thread.ofPlatform().name("demo").daemon().start(() -> startSimulator(filled));
    }
  }

  /** Before devices are let in the broker must keep their words for us, or they would be lost. */
  private void startIngest(IngestRole role) throws InterruptedException, ExecutionException {
    MqttAddress broker = address("ingest");
    role.start(IngestSettings.of(broker.url(), broker.user(), broker.password()));
    if (!role.awaitSubscription(SUBSCRIPTION_SECONDS)) {
      log.warn("another ingest process holds the inbox, or the broker is away; standing by");
    }
  }

  private boolean showsDemo() {
    return options.demo() && options.ownBroker() && demo.map(DemoCommunity::welcome).orElse(false);
  }

  /** Before anybody looks; empty when it was filled already. */
  private Optional<Community> fillDemo() throws IOException, SQLException {
    if (demo.orElseThrow().filled()) {
      return Optional.empty();
    }
    Community community = Community.generate(Community.DEMO_SEED);
    demo.orElseThrow().fill(community);
    return Optional.of(community);
  }

  /** Beside everything else: generating the community takes seconds, and nobody waits for it. */
  private void startSimulator(Optional<Community> filled) {
    try {
      var community = filled.orElseGet(() -> Community.generate(Community.DEMO_SEED));
      Map<String, String> tokens = demo.orElseThrow().fill(community);
      var broker = URI.create("tcp://127.0.0.1:" + ownPort());
      var settings = new Simulator.Settings(broker, Optional.empty(), 1);
      start(new Simulator(community, tokens, settings, clock));
    } catch (IOException | SQLException | DataAccessException e) {
      log.error("the demo's devices stay silent: {}", e.getMessage(), e);
    }
  }

  private synchronized void start(Simulator prepared) {
    simulator = Optional.of(prepared);
    if (closed) {
      prepared.close();
    } else {
      prepared.start();
    }
  }

  private MqttAddress address(String part) {
    if (options.mqttUrl().isPresent()) {
      return MqttAddress.of(options.mqttUrl().get(), part);
    }
    var me = services.forProcess(part);
    return new MqttAddress(
        "tcp://127.0.0.1:" + ownPort(), "gridwatch-" + part, me.user(), me.password());
  }

  private int ownPort() {
    return gateway.flatMap(GatewayRole::broker).orElseThrow().port();
  }

  private void announce(Optional<String> generatedPassword) {
    int port = environment.getRequiredProperty("local.server.port", Integer.class);
    System.out.println("GridWatch is ready at " + options.pagesUrl(port));
    generatedPassword.ifPresent(
        password ->
            System.out.println(
                "Sign in as admin with the password "
                    + password
                    + "  (shown this once; change it in the user menu)"));
  }

  @Override
  public synchronized void close() {
    closed = true;
    simulator.ifPresent(Simulator::close);
  }
}
