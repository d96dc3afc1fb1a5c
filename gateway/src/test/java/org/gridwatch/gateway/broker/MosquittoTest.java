package org.gridwatch.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines that docs/wire.md tells people to type, in both versions of MQTT. */
@Tag("slow")
class MosquittoTest {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker(@TempDir Path dir) {
    assumeTrue(
        installed("mosquitto_pub") && installed("mosquitto_sub"), "skipped: no mosquitto-clients");
    broker = EmbeddedBroker.start(BrokerSettings.of(dir, "127.0.0.1", 0), new Town());
    broker.admitDevices();
  }

  @AfterAll
  static void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  private static boolean installed(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
  }

  private static Process start(List<String> line) throws IOException {
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  private static List<String> line(String tool, String version, String user, String... more) {
    var line =
        new ArrayList<>(
            List.of(
                tool,
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(broker.port()),
                "-V",
                version,
                "-i",
                user,
                "-u",
                user));
    line.addAll(List.of(more));
    return line;
  }

  private static int run(List<String> line) throws Exception {
    Process process = start(line);
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv311", "mqttv5"})
  void aPublishArrivesAndAForeignOneDoesNot(String version) throws Exception {
    try (Peer ingest =
        Peer.connect("tcp://127.0.0.1:" + broker.port(), "ear", Peer.options("ingest", "i"))) {
      ingest.subscribe("gw/v1/#");
      for (String qos : List.of("0", "1", "2")) {
        assertThat(
                run(
                    line(
                        "mosquitto_pub",
                        version,
                        "GAS-1",
                        "-P",
                        "g1",
                        "-q",
                        qos,
                        "-t",
                        "gw/v1/GAS-1/telemetry",
                        "-m",
                        version + qos)))
            .isZero();
      }
      run(
          line(
              "mosquitto_pub",
              version,
              "GAS-1",
              "-P",
              "g1",
              "-q",
              "1",
              "-t",
              "gw/v1/GAS-2/telemetry",
              "-m",
              "forged"));
      await()
          .untilAsserted(
              () ->
                  assertThat(ingest.texts())
                      .containsExactlyInAnyOrder(version + "0", version + "1", version + "2"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv311", "mqttv5"})
  void refusedWithoutNameWithWrongTokenAndWithAForeignClientId(String version) throws Exception {
    var anonymous =
        List.of(
            "mosquitto_pub",
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(broker.port()),
            "-V",
            version,
            "-t",
            "gw/v1/GAS-1/telemetry",
            "-m",
            "x");
    assertThat(run(anonymous)).isNotZero();
    assertThat(
            run(
                line(
                    "mosquitto_pub",
                    version,
                    "GAS-1",
                    "-P",
                    "no",
                    "-t",
                    "gw/v1/GAS-1/telemetry",
                    "-m",
                    "x")))
        .isNotZero();
    var foreign =
        line(
            "mosquitto_pub",
            version,
            "GAS-1",
            "-P",
            "g1",
            "-t",
            "gw/v1/GAS-1/telemetry",
            "-m",
            "x");
    foreign.set(foreign.indexOf("-i") + 1, "GAS-2");
    assertThat(run(foreign)).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv311", "mqttv5"})
  void onlyTheOwnCommandsAreHeard(String version) throws Exception {
    // -E: leave once subscribed; a refusal of every filter makes it fail
    assertThat(
            run(
                line(
                    "mosquitto_sub",
                    version,
                    "GAS-1",
                    "-P",
                    "g1",
                    "-E",
                    "-q",
                    "1",
                    "-t",
                    "gw/v1/GAS-1/command")))
        .isZero();
    for (String filter : List.of("$share/ingest/gw/v1/#", "gw/v1/GAS-2/command", "#")) {
      long before = broker.refused().getOrDefault("subscribe", 0L);
      run(
          line(
              "mosquitto_sub",
              version,
              "GAS-1",
              "-P",
              "g1",
              "-E",
              "-W",
              "5",
              "-q",
              "1",
              "-t",
              filter));
      assertThat(broker.refused()).containsEntry("subscribe", before + 1);
    }
  }

  @Test
  void aWillOnAForeignTopicIsRefusedInMqtt311Too() throws Exception {
    assertThat(
            run(
                line(
                    "mosquitto_sub",
                    "mqttv311",
                    "GAS-1",
                    "-P",
                    "g1",
                    "-E",
                    "-t",
                    "gw/v1/GAS-1/command",
                    "--will-topic",
                    "gw/v1/GAS-2/status",
                    "--will-payload",
                    "offline")))
        .isNotZero();
  }
}
