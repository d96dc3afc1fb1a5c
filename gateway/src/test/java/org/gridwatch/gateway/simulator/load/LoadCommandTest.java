package org.gridwatch.gateway.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LoadCommandTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private static LoadPlan plan(String... args) {
    var command = new LoadCommand();
    new CommandLine(command).parseArgs(args);
    return command.checked();
  }

  private int run(String... args) {
    return LoadGenerator.run(args, new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @Test
  void fewPointsComeFromDevicesThemselvesAndManyFromGateways() {
    assertThat(plan("--points", "3").speakers()).isEqualTo(5_000);
    var batch = plan("--points", "20");
    assertThat(batch.speakers()).isEqualTo(1_000);
    assertThat(batch.devicesPerSpeaker()).isEqualTo(5);
    assertThat(batch.pointsPerDevice()).isEqualTo(4);
    assertThat(plan("--points", "20", "--batch=false").speakers()).isEqualTo(5_000);
    assertThat(plan("--points", "5", "--batch").speakers()).isEqualTo(1_000);
  }

  @Test
  void refusesWhatCannotBeMeasuredAndSaysWhy() {
    assertThatThrownBy(() -> plan("--points", "21", "--batch"))
        .hasMessageContaining("multiples of --behind (5)");
    assertThatThrownBy(() -> plan("--devices", "10")).hasMessageContaining("at most 500");
    assertThatThrownBy(() -> plan("--alarms", "51")).hasMessageContaining("0.01..50");
    assertThat(run("--devices", "many")).isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("--devices").contains("--help");
  }

  @Test
  void helpListsEverything() {
    assertThat(run("--help")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "--messages-per-second",
            "--warm-up",
            "--report",
            "--viewers",
            "--alarms",
            "--reference");
  }

  @Test
  void saysWhenThereIsNoInstallation(@TempDir Path empty) {
    assertThat(run("--data", empty.toString())).isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("local-token is missing: is GridWatch running");
  }

  @Test
  void namesOfDevicesFitTheWire() {
    var speakers = Speaker.of(plan("--points", "20"), "tfkw2g");
    assertThat(speakers.getFirst().topic()).isEqualTo("gw/v1/load-tfkw2g-g00000/batch");
    assertThat(speakers.getLast().devices()).endsWith("load-tfkw2g-d04999");
    assertThat(speakers.getFirst().registrations(new double[] {110.8, 32.6}, 0)).hasSize(6);
  }
}
