package org.gridwatch.gateway.simulator.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.broker.BrokerSettings;
import org.gridwatch.gateway.broker.DeviceCredentials.Admission;
import org.gridwatch.gateway.broker.EmbeddedBroker;
import org.gridwatch.gateway.simulator.link.MqttLink.Options;
import org.gridwatch.gateway.simulator.link.MqttLink.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our link against our own broker: what devices of the simulator and the load generator rely on.
 */
@Tag("slow")
class LinkAndBrokerTest {
  private static final EventLoopGroup LOOP = MqttLink.loops(1);
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = broker(folder, 0);
  }

  private static EmbeddedBroker broker(Path folder, int port) {
    var started =
        EmbeddedBroker.start(
            BrokerSettings.of(folder, "127.0.0.1", port),
            (user, password) ->
                !password.equals("token")
                    ? new Admission.Refused("wrong token")
                    : user.equals("ingest")
                        ? new Admission.Service(user)
                        : new Admission.Device(user, ""));
    started.admitDevices();
    return started;
  }

  @AfterAll
  static void stop() {
    broker.close();
    LOOP.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void aThousandDevicesOnOneThreadAreAllHeard() throws Exception {
    var heard = new ConcurrentLinkedQueue<String>();
    var ingest = link("ingest");
    get(ingest.subscribe("gw/v1/+/telemetry", message -> heard.add(message.topic())));
    var connecting = new ArrayList<CompletableFuture<MqttLink>>();
    for (int i = 0; i < 1_000; i++) {
      connecting.add(MqttLink.connect(options("DEV-" + i, "token"), LOOP).toCompletableFuture());
    }
    List<CompletionStage<Void>> acknowledged = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 1_000; i++) {
        acknowledged.add(
            get(connecting.get(i))
                .publish("gw/v1/DEV-" + i + "/telemetry", "{}".getBytes(UTF_8), 1, false));
      }
    }
    for (var one : acknowledged) {
      get(one);
    }
    await().until(() -> heard.size() == 5_000);
    connecting.forEach(link -> link.join().close());
    ingest.close();
  }

  @Test
  void aWrongTokenAndAForeignTopicAreRefusedByName() throws Exception {
    for (Version version : Version.values()) {
      assertThatThrownBy(
              () -> get(MqttLink.connect(options("DEV-1", "guess").speaking(version), LOOP)))
          .cause()
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.credentials()).isTrue());
    }
    try (var device = link("DEV-2")) {
      assertThatThrownBy(
              () -> get(device.publish("gw/v1/DEV-3/telemetry", "{}".getBytes(UTF_8), 1, false)))
          .cause()
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void aBrokerThatComesBackIsFoundAgain(@TempDir Path folder) throws Exception {
    var mortal = broker(folder, 0);
    int port = mortal.port();
    var options = Options.to("127.0.0.1", port, "DEV-1").signedInAs("DEV-1", "token");
    var device = get(MqttLink.connect(options, LOOP));
    mortal.close();
    assertThatThrownBy(() -> get(device.closed())).isInstanceOf(ExecutionException.class);
    try (var back = broker(folder, port);
        var again = get(MqttLink.connect(options, LOOP))) {
      get(again.publish("gw/v1/DEV-1/telemetry", "{}".getBytes(UTF_8), 1, false));
      assertThat(back.active()).isTrue();
    }
  }

  private static Options options(String name, String token) {
    return Options.to("127.0.0.1", broker.port(), name).signedInAs(name, token);
  }

  private static MqttLink link(String name) throws Exception {
    return get(MqttLink.connect(options(name, "token"), LOOP));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
