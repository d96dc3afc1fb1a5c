package org.gridwatch.gateway.simulator.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.simulator.link.MqttLink.Message;
import org.gridwatch.gateway.simulator.link.MqttLink.Options;
import org.gridwatch.gateway.simulator.link.MqttLink.Version;
import org.gridwatch.gateway.simulator.link.MqttLink.Will;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a broker we did not write: mosquitto, a Debian package; skipped where it is absent. */
class MqttLinkTest {
  private static EventLoopGroup loops;
  private static Mosquitto broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    assumeTrue(Mosquitto.program().isPresent(), "mosquitto is not installed");
    broker = Mosquitto.start(folder, "allow_anonymous true", "max_inflight_messages 20");
    loops = MqttLink.loops(1);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (broker != null) {
      broker.close();
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void carriesEveryPublishToWhoeverSubscribed(Version version) throws Exception {
    var heard = new ConcurrentLinkedQueue<Message>();
    try (var listener = link("listener-" + version, version);
        var speaker = link("speaker-" + version, version)) {
      get(listener.subscribe("gw/v1/+/" + version + "/#", heard::add));
      List<CompletionStage<Void>> acks = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        acks.add(speaker.publish("gw/v1/d/" + version + "/x", ("n" + i).getBytes(UTF_8), 1, false));
      }
      for (var ack : acks) {
        get(ack);
      }
      get(speaker.publish("gw/v1/d/" + version, "last".getBytes(UTF_8), 0, false));
      await().until(() -> heard.size() == 1_001);
      assertThat(heard).extracting(m -> new String(m.payload(), UTF_8)).contains("n0", "n999");
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void leavesItsWillOnlyWhenItEndsWithoutGoodbye(Version version) throws Exception {
    var heard = new ConcurrentLinkedQueue<String>();
    try (var listener = link("heir-" + version, version)) {
      get(listener.subscribe("will/" + version + "/+", m -> heard.add(m.topic())));
      var polite = dying("polite", version);
      polite.close();
      get(polite.closed());
      dying("sudden", version).abort();
      await().until(() -> heard.contains("will/" + version + "/sudden"));
      assertThat(heard).doesNotContain("will/" + version + "/polite");
    }
  }

  private static MqttLink dying(String name, Version version) throws Exception {
    return get(
        MqttLink.connect(
            options(name + version)
                .speaking(version)
                .leaving(
                    new Will("will/" + version + "/" + name, "offline".getBytes(UTF_8), false)),
            loops));
  }

  @Test
  void staysConnectedThroughSilenceByPinging() throws Exception {
    var link = get(MqttLink.connect(options("quiet").keptAliveEvery(1), loops));
    // A broker drops a client after 1.5 keep-alives; other links come and go meanwhile.
    assertThatThrownBy(() -> link.closed().toCompletableFuture().get(2_500, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    get(link.publish("still/here", new byte[0], 1, false));
    link.close();
    get(link.closed());
  }

  @Test
  void failsWhatWasUnacknowledgedWhenTheBrokerDiesAndConnectsAgainWhenItIsBack(@TempDir Path other)
      throws Exception {
    try (var mortal = Mosquitto.start(other, "allow_anonymous true")) {
      var options = Options.to("127.0.0.1", mortal.port(), "survivor");
      var link = get(MqttLink.connect(options, loops));
      get(link.publish("before", new byte[0], 1, false));
      mortal.kill();
      assertThatThrownBy(() -> get(link.closed())).isInstanceOf(ExecutionException.class);
      assertThat(link.isOpen()).isFalse();
      assertThatThrownBy(() -> get(link.publish("after", new byte[0], 1, false)))
          .hasMessageContaining("closed");
      assertThatThrownBy(() -> get(MqttLink.connect(options, loops)))
          .hasMessageContaining("127.0.0.1:" + mortal.port());
      mortal.startAgain();
      try (var again = get(MqttLink.connect(options, loops))) {
        get(again.publish("after", new byte[0], 1, false));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void namesTheReasonWhenTheBrokerWantsAPassword(Version version, @TempDir Path other)
      throws Exception {
    try (var strict = Mosquitto.start(other, "allow_anonymous false")) {
      var options = Options.to("127.0.0.1", strict.port(), "nobody").speaking(version);
      assertThatThrownBy(() -> get(MqttLink.connect(options, loops)))
          .cause()
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.code()).isIn(5, 0x87))
          .hasMessageContaining("not authorised");
    }
  }

  @Test
  void failsTheStageOfARefusedPublish(@TempDir Path other) throws Exception {
    var acl = other.resolve("acl");
    java.nio.file.Files.writeString(acl, "topic readwrite mine/#\n");
    try (var strict = Mosquitto.start(other, "allow_anonymous true", "acl_file " + acl);
        var link = get(MqttLink.connect(Options.to("127.0.0.1", strict.port(), "guest"), loops))) {
      get(link.publish("mine/x", new byte[0], 1, false));
      assertThatThrownBy(() -> get(link.publish("yours/x", new byte[0], 1, false)))
          .cause()
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.code()).isEqualTo(0x87));
      get(link.publish("mine/y", new byte[0], 1, false));
    }
  }

  @Test
  void refusesToHoldMoreThanItsBound() throws Exception {
    try (var link = get(MqttLink.connect(options("eager").withWindow(1, 2), loops))) {
      var outcomes = new CompletableFuture<List<CompletionStage<Void>>>();
      link.loop()
          .execute(
              () -> {
                var all = new ArrayList<CompletionStage<Void>>();
                for (int i = 0; i < 4; i++) {
                  all.add(link.publish("many", new byte[0], 1, false));
                }
                outcomes.complete(all);
              });
      var all = get(outcomes);
      assertThatThrownBy(() -> get(all.get(3))).hasMessageContaining("2 publishes are waiting");
      get(all.get(0));
      get(all.get(1));
      get(all.get(2));
    }
  }

  @Test
  void refusesATopicThatNoBrokerTakes() throws Exception {
    try (var link = get(MqttLink.connect(options("careless"), loops))) {
      assertThatThrownBy(() -> link.publish("a/+/b", new byte[0], 1, false))
          .hasMessageContaining("'a/+/b'");
    }
  }

  private static Options options(String clientId) {
    return Options.to("127.0.0.1", broker.port(), clientId);
  }

  private static MqttLink link(String clientId, Version version) throws Exception {
    return get(MqttLink.connect(options(clientId).speaking(version), loops));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (CompletionException wrapped) {
      throw new ExecutionException(wrapped.getCause());
    }
  }
}
