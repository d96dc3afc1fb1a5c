package org.gridwatch.gateway.broker;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.gridwatch.gateway.wire.Snapshot;

/**
 * The MQTT broker inside the process: Artemis, durable, with our gate in front. A message it has
 * acknowledged is on disk. Threads: any may call.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** A picture, and what MQTT adds to it. */
  static final int MAX_PACKET_BYTES = Snapshot.MAX_BYTES + (16 << 10);

  private static final long COMMANDS_KEPT_FOR_A_DEVICE = 20;

  /** Never used: nothing expires, and delivery is tried for ever. Unset, each queue would warn. */
  private static final SimpleString NOWHERE = SimpleString.of("gridwatch.nowhere");

  private final ActiveMQServer server;
  private final Door door;

  private EmbeddedBroker(ActiveMQServer server, Door door) {
    this.server = server;
    this.door = door;
  }

  /** Devices are told to come again until {@link #admitDevices}; our own processes may connect. */
  public static EmbeddedBroker start(BrokerSettings settings, DeviceCredentials credentials) {
    ActiveMQServer server = new ActiveMQServerImpl(configuration(settings), new LastLine());
    var door = new Door(credentials, settings.sessionExpiry(), new Bundler(server));
    server.addProtocolManagerFactory(new GuardedMqtt(door, MAX_PACKET_BYTES));
    try {
      server.start();
      server.getRemotingService().addOutgoingInterceptor(new InOrder());
      if (!server.waitForActivation(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("another broker uses " + settings.dataDir());
      }
      door.bundler.start();
      return new EmbeddedBroker(server, door);
    } catch (Exception e) {
      stopQuietly(server, e);
      throw new IllegalStateException("the MQTT broker does not start: " + e.getMessage(), e);
    }
  }

  private static void stopQuietly(ActiveMQServer server, Exception cause) {
    try {
      server.stop();
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Lets devices in. To be called once ingest's durable subscription exists: a message without a
   * subscription would be acknowledged and gone.
   */
  public void admitDevices() {
    door.bundler.look();
    door.devicesAdmitted = true;
  }

  /** Where plain MQTT is spoken. */
  public int port() {
    return ((NettyAcceptor) server.getRemotingService().getAcceptor("mqtt")).getActualPort();
  }

  /** Where MQTT over TLS is spoken; only when settings had a key store. */
  public int tlsPort() {
    return ((NettyAcceptor) server.getRemotingService().getAcceptor("mqtts")).getActualPort();
  }

  /** Whether the broker works; it stops itself when it can no longer write its journal. */
  public boolean active() {
    return server.isActive();
  }

  /** Admitted connections now. */
  public int connections() {
    return door.inside.size();
  }

  /** Connected devices and newcomers now, without our own processes. */
  public long devices() {
    return door.inside.stream().filter(Gate::speaker).count();
  }

  /** Messages taken since the start. */
  public long messagesIn() {
    return door.messagesIn.sum();
  }

  /** Payload bytes taken since the start. */
  public long bytesIn() {
    return door.bytesIn.sum();
  }

  /** What was refused since the start, by reason. */
  public Map<String, Long> refused() {
    return door.refusals.byReason();
  }

  /** Names of the queues there are: one for each subscription that is kept. */
  List<String> queues() {
    return List.of(server.getActiveMQServerControl().getQueueNames());
  }

  /**
   * Ends the connections that were let in with something else than what is good now: of retired
   * devices, with a former token, or with the enrolment key by who is registered since.
   *
   * @param credentials by name; an empty one lets nobody in. Other names are left alone, except
   *     those of listeners: who is not named listens no longer
   */
  public void keepOnly(Map<String, String> credentials) {
    for (Gate gate : door.inside) {
      String good = credentials.get(gate.user());
      boolean gone = good == null && gate.listens();
      if (gone || (good != null && (good.isEmpty() || !good.equals(gate.credential())))) {
        gate.expel();
      }
    }
  }

  @Override
  public void close() {
    door.bundler.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the MQTT broker does not stop: " + e.getMessage(), e);
    }
  }

  private static Configuration configuration(BrokerSettings settings) {
    var dir = settings.dataDir().toAbsolutePath();
    var journal = settings.journal();
    var config =
        new ConfigurationImpl()
            .setName("gridwatch")
            .setPersistenceEnabled(true)
            .setJournalType(JournalType.NIO)
            .setJournalDatasync(true)
            .setJournalDirectory(dir.resolve("journal").toString())
            .setBindingsDirectory(dir.resolve("bindings").toString())
            .setPagingDirectory(dir.resolve("paging").toString())
            .setLargeMessagesDirectory(dir.resolve("large").toString())
            .setNodeManagerLockDirectory(dir.resolve("lock").toString())
            .setJournalFileSize(journal.fileBytes())
            .setJournalMinFiles(journal.minFiles())
            .setJournalCompactMinFiles(journal.compactFiles())
            .setJournalBufferTimeout_NIO((int) journal.flushDelay().toNanos())
            .setJournalLockAcquisitionTimeout(5_000)
            .setGlobalMaxSize(journal.globalMaxBytes())
            .setMaxDiskUsage(98)
            .setResolveProtocols(false)
            .setJMXManagementEnabled(false)
            .setSecurityEnabled(true)
            .setAuthenticationCacheSize(20_000)
            .setAuthorizationCacheSize(40_000)
            .setMqttSessionScanInterval(5_000)
            .setScheduledThreadPoolMaxSize(2)
            .setThreadPoolMaxSize(Math.max(8, 2 * Runtime.getRuntime().availableProcessors()));
    // A built-in user of the broker that passes every check: nobody knows its password.
    config.setClusterPassword(UUID.randomUUID().toString());
    acceptors(config, settings);
    addresses(config);
    return config;
  }

  private static void acceptors(Configuration config, BrokerSettings settings) {
    String common =
        "protocols=MQTT;remotingThreads=2;tcpNoDelay=true;handshake-timeout=15"
            + ";topicAliasMaximum=0;serverKeepAlive=3600;maximumPacketSize="
            + MAX_PACKET_BYTES
            + ";defaultMqttSessionExpiryInterval="
            + settings.sessionExpiry().toSeconds()
            + ";connectionsAllowed="
            + settings.maxConnections();
    try {
      config.addAcceptorConfiguration(
          "mqtt", "tcp://%s:%d?%s".formatted(settings.host(), settings.port(), common));
      if (settings.tls().isPresent()) {
        var tls = settings.tls().get();
        config.addAcceptorConfiguration(
            "mqtts", "tcp://%s:%d?%s".formatted(tls.host(), tls.port(), common));
        var parameters =
            config.getAcceptorConfigurations().stream()
                .filter(acceptor -> acceptor.getName().equals("mqtts"))
                .findFirst()
                .orElseThrow()
                .getParams();
        parameters.put("sslEnabled", "true");
        parameters.put("keyStorePath", tls.keyStore().toAbsolutePath().toString());
        parameters.put("keyStorePassword", tls.password());
        parameters.put("enabledProtocols", "TLSv1.2,TLSv1.3");
      }
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
  }

  /** Nothing is ever dropped on its way up; of the commands to an absent device the newest wait. */
  private static void addresses(Configuration config) {
    config.addAddressSetting("#", durable());
    config.addAddressSetting(
        "gw.v1.*.command", durable().setDefaultRingSize(COMMANDS_KEPT_FOR_A_DEVICE));
    // Every event's picture has an address of its own, which nobody uses twice.
    config.addAddressSetting(
        "gw.v1.*.snapshot.*",
        durable()
            .setAutoDeleteAddresses(true)
            .setAutoDeleteAddressesSkipUsageCheck(true)
            .setAutoDeleteAddressesDelay(60_000));
  }

  private static AddressSettings durable() {
    return new AddressSettings()
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false)
        .setMaxDeliveryAttempts(-1)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setMaxSizeBytes(4L << 20)
        .setPageSizeBytes(1 << 20)
        .setDeadLetterAddress(NOWHERE)
        .setExpiryAddress(NOWHERE);
  }
}
