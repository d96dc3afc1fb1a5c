package org.gridwatch.map.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gridwatch.gateway.broker.BrokerSettings;
import org.gridwatch.gateway.broker.DeviceCredentials;
import org.gridwatch.gateway.broker.EmbeddedBroker;
import org.gridwatch.ingest.device.Credentials;
import org.gridwatch.ingest.device.Token;
import org.gridwatch.map.status.BrokerFigures;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The embedded broker of this process, unless devices speak to another one. */
@Component
@ConditionalOnBooleanProperty("gridwatch.role.gateway")
class GatewayRole implements BrokerFigures, AutoCloseable {
  private static final String EVERYWHERE = "0.0.0.0";
  private static final String LOOPBACK = "127.0.0.1";

  private final RunOptions options;
  private final Secrets secrets;
  private final Credentials credentials;
  private final JdbcClient jdbc;
  private volatile Optional<EmbeddedBroker> broker = Optional.empty();
  private Optional<CredentialWatch> watch = Optional.empty();

  GatewayRole(RunOptions options, Secrets secrets, Credentials credentials, JdbcClient jdbc) {
    this.options = options;
    this.secrets = secrets;
    this.credentials = credentials;
    this.jdbc = jdbc;
  }

  /** Our own processes may connect from now on; devices only after {@link #admitDevices}. */
  void start() throws IOException {
    if (options.ownBroker()) {
      EmbeddedBroker own = EmbeddedBroker.start(settings(), this::admit);
      broker = Optional.of(own);
      watch = Optional.of(new CredentialWatch(jdbc, own));
    }
  }

  void admitDevices() {
    broker.ifPresent(EmbeddedBroker::admitDevices);
  }

  Optional<EmbeddedBroker> broker() {
    return broker;
  }

  @Override
  public void close() {
    watch.ifPresent(CredentialWatch::close);
    broker.ifPresent(EmbeddedBroker::close);
  }

  @Override
  public boolean active() {
    return broker.map(EmbeddedBroker::active).orElse(true);
  }

  @Override
  public int connections() {
    return broker.map(EmbeddedBroker::connections).orElse(0);
  }

  @Override
  public long messagesIn() {
    return broker.map(EmbeddedBroker::messagesIn).orElse(0L);
  }

  @Override
  public Map<String, Long> refused() {
    return broker.map(EmbeddedBroker::refused).orElse(Map.of());
  }

  /** With a certificate devices speak MQTTS alone; plain MQTT stays inside this machine, for us. */
  private BrokerSettings settings() throws IOException {
    Path folder = options.dataDir().resolve("broker");
    if (options.tls().isEmpty()) {
      return BrokerSettings.of(folder, EVERYWHERE, options.mqttPort());
    }
    TlsKeys keys = TlsKeys.of(options.tls().get(), secrets);
    return BrokerSettings.of(folder, LOOPBACK, 0)
        .with(
            new BrokerSettings.Tls(
                keys.keyStore(), keys.password(), EVERYWHERE, options.mqttPort()));
  }

  private DeviceCredentials.Admission admit(String user, String password) {
    return switch (credentials.admit(user, password)) {
      case Credentials.Admission.AsDevice(var name) ->
          new DeviceCredentials.Admission.Device(
              name, CredentialWatch.credential(Token.sha256(password)));
      case Credentials.Admission.AsNewcomer(var name) ->
          new DeviceCredentials.Admission.Newcomer(name);
      case Credentials.Admission.AsService(var name) ->
          new DeviceCredentials.Admission.Service(name);
      case Credentials.Admission.AsListener(var name) ->
          new DeviceCredentials.Admission.Listener(
              name, CredentialWatch.credential(Token.sha256(password)));
      case Credentials.Admission.Refused(var why) -> new DeviceCredentials.Admission.Refused(why);
    };
  }
}
