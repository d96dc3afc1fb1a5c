package org.gridwatch.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acknowledged means on disk: the broker's process is killed while devices speak. */
@Tag("slow")
class KilledBrokerTest {
  private static final int ROUNDS = 3;
  private static final int MESSAGES_BEFORE_THE_KILL = 400;

  /** A broker in a process of its own; says its port and waits to be killed. */
  static final class OwnProcess {
    private OwnProcess() {}

    public static void main(String[] args) throws InterruptedException {
      var broker =
          EmbeddedBroker.start(BrokerSettings.of(Path.of(args[0]), "127.0.0.1", 0), new Town());
      broker.admitDevices();
      System.out.println("PORT " + broker.port());
      Thread.currentThread().join();
    }
  }

  private record Running(Process process, String uri) {}

  private static Running start(Path dir) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                OwnProcess.class.getName(),
                dir.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("PORT ")) {
        return new Running(process, "tcp://127.0.0.1:" + line.substring("PORT ".length()));
      }
    }
    throw new IOException("the broker's process ended without a port");
  }

  @Test
  void everyAcknowledgedMessageIsDeliveredAfterTheKill(@TempDir Path dir) throws Exception {
    Set<String> acknowledged = new HashSet<>();
    Running broker = start(dir);
    try {
      try (Peer ingest = Peer.connect(broker.uri(), "ingest", Peer.durable("ingest", "i"), true)) {
        assertThat(ingest.subscribe("$share/ingest/gw/v1/+/telemetry")).isLessThanOrEqualTo(2);
      }
      for (int round = 0; round < ROUNDS; round++) {
        acknowledged.addAll(speakUntilKilled(broker, round));
        broker = start(dir);
      }
      try (Peer ingest = Peer.connect(broker.uri(), "ingest", Peer.durable("ingest", "i"), true)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> assertThat(new HashSet<>(ingest.texts())).containsAll(acknowledged));
      }
    } finally {
      broker.process().destroyForcibly().waitFor();
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * MESSAGES_BEFORE_THE_KILL);
  }

  /** Four devices publish; the kill comes while they do. */
  private static List<String> speakUntilKilled(Running broker, int round) throws Exception {
    var acknowledged = new ArrayList<String>();
    var threads = new ArrayList<Thread>();
    for (int d = 0; d < 4; d++) {
      String name = "NEW-" + d;
      threads.add(Thread.ofPlatform().start(() -> speak(broker, name, round, acknowledged)));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              synchronized (acknowledged) {
                return acknowledged.size() >= MESSAGES_BEFORE_THE_KILL;
              }
            });
    broker.process().destroyForcibly().waitFor(); // SIGKILL
    for (Thread thread : threads) {
      thread.join();
    }
    return acknowledged;
  }

  private static void speak(Running broker, String name, int round, List<String> acknowledged) {
    try (Peer device = Peer.connect(broker.uri(), name, Peer.options(name, Town.ENROLMENT))) {
      for (int i = 0; device.connected(); i++) {
        String text = name + "/" + round + "/" + i;
        if (device.publish("gw/v1/" + name + "/telemetry", text, 1) != 0) {
          return;
        }
        synchronized (acknowledged) {
          acknowledged.add(text);
        }
      }
    } catch (MqttException e) {
      // killed
    }
  }
}
