package org.gridwatch.gateway.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.EventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.gridwatch.gateway.simulator.link.Mosquitto;
import org.gridwatch.gateway.simulator.link.MqttLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whole replays through a broker, of small traces and of the recorded ones where they are. */
class ReplayTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ConcurrentSkipListMap<Long, String> heard = new ConcurrentSkipListMap<>();
  private final JsonMapper json = new JsonMapper();
  private final EventLoopGroup loop = MqttLink.loops(1);
  private Optional<Mosquitto> broker = Optional.empty();
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void listen() throws Exception {
    assumeTrue(Mosquitto.program().isPresent(), "mosquitto is not installed");
    var started = Mosquitto.start(folder, "allow_anonymous true", "max_queued_messages 0");
    broker = Optional.of(started);
    var link =
        MqttLink.connect(MqttLink.Options.to("127.0.0.1", started.port(), "listener"), loop)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    link.subscribe("gw/v1/D/telemetry", this::hear).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    if (broker.isPresent()) {
      broker.get().close();
    }
  }

  private void hear(MqttLink.Message message) {
    json.readTree(message.payload())
        .forEach(row -> heard.put(row.path("ts").asLong(), row.path("values").toString()));
  }

  private int replay(Path file, String... options) {
    var args =
        new ArrayList<>(
            List.of(
                file.toString(),
                "--device=D",
                "--token=none",
                "--mqtt-port=" + broker.orElseThrow().port()));
    args.addAll(List.of(options));
    return Replay.run(args.toArray(String[]::new), new PrintStream(said, true, UTF_8));
  }

  private Path trace(String text) throws IOException {
    return Files.writeString(folder.resolve("trace.csv"), text);
  }

  @Test
  void publishesEveryRowWithItsOwnTimeAndCountsWhatItCouldNot() throws IOException {
    int code =
        replay(
            trace("t,a\n2020-01-01 00:00,1\n2020-01-01 00:01,?\n2020-01-01 00:02,x\nnever,4\n"),
            "--time-column=t",
            "--zone=UTC",
            "--original-time",
            "--map=a=flow");
    await().until(() -> heard.size() == 1);
    assertThat(heard).containsEntry(1_577_836_800_000L, "{\"flow\":1.0}");
    assertThat(code).isEqualTo(1);
    assertThat(said.toString(UTF_8))
        .contains("line 4: a 'x' is no number", "line 5: skipped: time 'never' cannot be read")
        .contains("4 rows read; 1 published with 1 readings, 1 had no value, 2 skipped");
  }

  @Test
  void theNewestRowIsNow() throws IOException {
    long before = System.currentTimeMillis();
    var file = trace("t,a\n2020-01-01 00:00,1\n2020-01-01 00:01,2\n");
    assertThat(replay(file, "--time-column=t", "--map=a=flow")).isZero();
    await().until(() -> heard.size() == 2);
    assertThat(heard.lastKey()).isBetween(before, System.currentTimeMillis());
    assertThat(heard.lastKey() - heard.firstKey()).isEqualTo(60_000);
  }

  @Test
  void liveRewritesTheTimesToTheSpeed() throws IOException {
    var file = trace("t,a\n2020-01-01 00:00,1\n2020-01-01 00:01,2\n2020-01-01 00:02,3\n");
    assertThat(replay(file, "--time-column=t", "--map=a=flow", "--live", "--speed=600")).isZero();
    await().until(() -> heard.size() == 3);
    assertThat(heard.lastKey() - heard.firstKey()).isEqualTo(200);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(replay(folder.resolve("gone.csv"), "--step=1s", "--map=a=flow")).isEqualTo(2);
    assertThat(said.toString(UTF_8)).contains("there is no file").contains("gone.csv");
  }

  @Test
  void aRecordedPumpArrivesAsItIsInTheFile() throws IOException {
    Path file = recorded("water/skab/valve1-0.csv");
    assertThat(
            replay(
                file,
                "--time-column=datetime",
                "--zone=UTC",
                "--original-time",
                "--map=Pressure=pressure,Volume Flow RateRMS=flow"))
        .isZero();
    var expected = new TreeMap<Long, String>();
    for (String line : Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
      String[] cells = line.split(";");
      expected.put(
          java.time.LocalDateTime.parse(cells[0].replace(' ', 'T'))
              .toInstant(java.time.ZoneOffset.UTC)
              .toEpochMilli(),
          "{\"pressure\":"
              + Double.parseDouble(cells[4])
              + ",\"flow\":"
              + Double.parseDouble(cells[8])
              + "}");
    }
    await().until(() -> heard.size() == expected.size());
    assertThat(heard).isEqualTo(expected);
  }

  @Test
  void aRecordedHouseholdArrivesWithoutItsGaps() throws IOException {
    Path file = recorded("power/household_power_2006-12-16_2007-01-07.csv");
    assertThat(
            replay(
                file,
                "--time-column=Date",
                "--time-column2=Time",
                "--time-format=d/M/yyyy H:mm:ss",
                "--zone=Europe/Paris",
                "--map=Voltage=voltage_a,Global_active_power=power"))
        .isZero();
    await().until(() -> heard.size() == 32_072);
    assertThat(said.toString(UTF_8))
        .contains("32,076 rows read; 32,072 published with 64,144 readings, 4 had no value");
  }

  @Test
  void recordedGasStepsAndAYearOfLeaksIsUnzipped() throws IOException {
    assertThat(
            replay(
                recorded("gas/mq7_array_labelled_part1.csv"),
                "--step=2s",
                "--map=MQ2=raw_mq2,MQ135=raw_mq135"))
        .isZero();
    await().until(() -> heard.size() == 3_200);
    assertThat(heard.lastKey() - heard.firstKey()).isEqualTo(2_000L * 3_199);
    assertThat(
            replay(
                recorded("water/ltown/2019_leak_flows_m3h_5min.csv.gz"),
                "--time-column=timestamp",
                "--dry-run",
                "--map=p523=flow"))
        .isZero();
    assertThat(said.toString(UTF_8)).contains("105,120 rows read");
  }

  /** Beside the repository, never in it. */
  private static Path recorded(String name) {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path file = up.resolve("shared/data").resolve(name);
      if (Files.isReadable(file)) {
        return file;
      }
    }
    assumeTrue(false, "the recorded data (shared/data) is not here");
    throw new IllegalStateException();
  }
}
