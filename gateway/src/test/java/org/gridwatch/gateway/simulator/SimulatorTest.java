package org.gridwatch.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.gridwatch.gateway.broker.BrokerSettings;
import org.gridwatch.gateway.broker.DeviceCredentials;
import org.gridwatch.gateway.broker.EmbeddedBroker;
import org.gridwatch.gateway.codec.Codecs;
import org.gridwatch.gateway.simulator.community.Community;
import org.gridwatch.gateway.simulator.community.Community.Device;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.gridwatch.gateway.wire.DeviceEvent;
import org.gridwatch.gateway.wire.Presence;
import org.gridwatch.gateway.wire.Reading;
import org.gridwatch.gateway.wire.Rejection;
import org.gridwatch.gateway.wire.Snapshot;
import org.gridwatch.gateway.wire.Word;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo community speaks to the real broker, ten stories at a time. */
@Tag("slow")
class SimulatorTest {
  private static final Community COMMUNITY = Community.generate(Community.DEMO_SEED);
  private static final Map<String, String> TOKENS =
      COMMUNITY.devices().stream()
          .filter(Device::speaksForItself)
          .collect(Collectors.toMap(Device::name, device -> "token of " + device.name()));
  private static final InstantSource CLOCK = InstantSource.system();

  private final Codecs codecs = Codecs.all();
  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private final Set<String> online = ConcurrentHashMap.newKeySet();
  private final Queue<Word> others = new ConcurrentLinkedQueue<>();
  private EmbeddedBroker broker;
  private EventLoopGroup loops;

  @BeforeEach
  void ingestListens(@TempDir Path dir) {
    broker = EmbeddedBroker.start(BrokerSettings.of(dir, "127.0.0.1", 0), SimulatorTest::admit);
    loops = MqttLink.loops(1);
    var options =
        MqttLink.Options.to("127.0.0.1", broker.port(), "ingest").signedInAs("ingest", "secret");
    var link = MqttLink.connect(options, loops).toCompletableFuture().join();
    for (String kind : new String[] {"telemetry", "batch", "event", "status", "snapshot/+"}) {
      link.subscribe("gw/v1/+/" + kind, this::hear).toCompletableFuture().join();
    }
    broker.admitDevices();
  }

  @AfterEach
  void stop() {
    broker.close();
    loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
  }

  private static DeviceCredentials.Admission admit(String user, String password) {
    if (user.equals("ingest") && password.equals("secret")) {
      return new DeviceCredentials.Admission.Service(user);
    }
    return password.equals(TOKENS.get(user))
        ? new DeviceCredentials.Admission.Device(user, "")
        : new DeviceCredentials.Admission.Refused("wrong token");
  }

  private void hear(MqttLink.Message message) {
    for (var word : codecs.decode(message.topic(), message.payload(), Instant.now())) {
      switch (word) {
        case Reading reading -> heard.add(reading.device().value());
        case Presence presence -> {
          if (presence.online()) {
            online.add(presence.device().value());
          } else {
            online.remove(presence.device().value());
          }
        }
        case DeviceEvent event -> others.add(event);
        case Snapshot snapshot -> others.add(snapshot);
        case Rejection rejection -> others.add(rejection);
      }
    }
  }

  @Test
  void everyDeviceIsHeardUnderItsOwnNameAndNothingIsRejected() {
    var settings =
        new Simulator.Settings(
            URI.create("mqtt://127.0.0.1:" + broker.port()), Optional.empty(), 20);
    try (var simulator = new Simulator(COMMUNITY, TOKENS, settings, CLOCK)) {
      simulator.start();
      // Meters report every quarter of an hour: not within a test.
      long expected =
          COMMUNITY.devices().stream().filter(d -> d.expectedIntervalSeconds() <= 60).count();
      await()
          .atMost(Duration.ofSeconds(100))
          .until(() -> heard.size() > expected * 0.97 && online.size() > TOKENS.size() * 0.95);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> others.stream().anyMatch(word -> word instanceof Snapshot));
      assertThat(others).noneMatch(word -> word instanceof Rejection);
      assertThat(others).anyMatch(word -> word instanceof DeviceEvent);
      assertThat(simulator.acknowledged()).isGreaterThan(expected);
      assertThat(broker.refused()).isEmpty();
    }
    await().atMost(Duration.ofSeconds(20)).until(online::isEmpty);
  }

  @Test
  void aDeviceWithAWrongTokenStaysOutAndTheOthersDoNotCare() {
    var camera = COMMUNITY.devices().getLast().name();
    var settings =
        new Simulator.Settings(
            URI.create("mqtt://127.0.0.1:" + broker.port()), Optional.empty(), 0);
    var some =
        TOKENS.entrySet().stream()
            .filter(token -> token.getKey().compareTo("GS-0030") < 0)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    some.put(camera, "guessed");
    try (var simulator = new Simulator(COMMUNITY, some, settings, CLOCK)) {
      simulator.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> online.size() > 15);
      await().atMost(Duration.ofSeconds(30)).until(() -> simulator.failed() > 0);
      assertThat(online).doesNotContain(camera);
    }
  }
}
