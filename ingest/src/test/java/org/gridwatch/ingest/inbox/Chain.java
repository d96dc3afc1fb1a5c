package org.gridwatch.ingest.inbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.gridwatch.gateway.broker.BrokerSettings;
import org.gridwatch.gateway.broker.DeviceCredentials;
import org.gridwatch.gateway.broker.EmbeddedBroker;
import org.gridwatch.gateway.codec.Codecs;
import org.gridwatch.ingest.device.Credentials;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.EnrolmentKey;
import org.gridwatch.ingest.device.ServiceCredentials;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.store.ReadingStore;
import org.jspecify.annotations.Nullable;

/** The real broker and the real ingest over a real database, in this process. */
final class Chain implements AutoCloseable {
  final DataSource dataSource;
  final Path dataDir;
  final Devices devices;
  final EnrolmentKey enrolment;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();
  private final AtomicLong ahead = new AtomicLong();
  private final ReadingStore store;
  private final ServiceCredentials.Pair service;
  private EmbeddedBroker broker;
  private int port;
  private IngestService ingest;

  private Chain(DataSource dataSource, Path dataDir, int wantedPort) {
    this.dataSource = dataSource;
    this.dataDir = dataDir;
    this.devices = new Devices(dataSource);
    this.enrolment = new EnrolmentKey(dataSource, Clock.systemUTC());
    this.service = new ServiceCredentials(dataSource).forProcess("ingest");
    this.store = ReadingStore.on(dataSource, Clock.systemUTC());
    store.prepare();
    new Rules(dataSource).addDefaults();
    this.broker = startBroker(wantedPort);
    this.port = broker.port();
    this.ingest = newIngest();
  }

  static Chain start(DataSource dataSource, Path dataDir) throws Exception {
    return start(dataSource, dataDir, 0);
  }

  static Chain start(DataSource dataSource, Path dataDir, int port) throws Exception {
    var chain = new Chain(dataSource, dataDir, port);
    chain.ingest.start();
    chain.ingest.subscribed().toCompletableFuture().get(30, TimeUnit.SECONDS);
    chain.broker.admitDevices();
    return chain;
  }

  /** For ingest it is so much later now. */
  void passes(Duration time) {
    ahead.addAndGet(time.toMillis());
  }

  int port() {
    return port;
  }

  /** By the broker, by reason. */
  Map<String, Long> refused() {
    return broker.refused();
  }

  IngestService ingest() {
    return ingest;
  }

  /** Another ingest process' worth of ingest, not started. */
  IngestService newIngest() {
    return new IngestService(
        IngestSettings.of("mqtt://localhost:" + port, service.user(), service.password()),
        dataSource,
        store,
        Codecs.all(),
        meters,
        () -> Instant.now().plusMillis(ahead.get()),
        ZoneOffset.UTC,
        bug::set);
  }

  void stopBroker() {
    broker.close();
  }

  /** The same journal, the same port. */
  void startBroker() {
    broker = startBroker(port);
    broker.admitDevices();
  }

  private EmbeddedBroker startBroker(int wanted) {
    var credentials = new Credentials(dataSource, enrolment);
    return EmbeddedBroker.start(
        BrokerSettings.of(dataDir, "localhost", wanted),
        (user, password) -> translated(credentials.admit(user, password)));
  }

  private static DeviceCredentials.Admission translated(Credentials.Admission admission) {
    return switch (admission) {
      case Credentials.Admission.AsDevice one ->
          new DeviceCredentials.Admission.Device(one.name(), "");
      case Credentials.Admission.AsNewcomer one ->
          new DeviceCredentials.Admission.Newcomer(one.name());
      case Credentials.Admission.AsService one ->
          new DeviceCredentials.Admission.Service(one.name());
      case Credentials.Admission.AsListener one ->
          new DeviceCredentials.Admission.Listener(one.name(), "");
      case Credentials.Admission.Refused one -> new DeviceCredentials.Admission.Refused(one.why());
    };
  }

  /** Its connection is lost; the broker keeps the session, and all that is not acknowledged. */
  void cutIngest() throws MqttException {
    var settings =
        IngestSettings.of("mqtt://localhost:" + port, service.user(), service.password());
    BrokerLink.open(settings, Subscriptions.of(Codecs.all()), delivery -> {}, Instant::now).close();
  }

  void stopIngest() {
    ingest.close();
  }

  void startIngest() {
    ingest = newIngest();
    ingest.start();
  }

  Voice voice(String name, String password) throws Exception {
    return Voice.connect(port, name, password);
  }

  @Override
  public void close() {
    ingest.close();
    broker.close();
  }
}
