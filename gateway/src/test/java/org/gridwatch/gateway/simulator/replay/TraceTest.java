package org.gridwatch.gateway.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TraceTest {
  @TempDir private Path folder = Path.of("");

  private List<Trace.Line> read(String text, String... options) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), options);
  }

  private List<Trace.Line> read(byte[] bytes, String... options) throws IOException {
    Path file = folder.resolve("trace.csv");
    Files.write(file, bytes);
    var args = new ArrayList<>(List.of(file.toString(), "--device", "D"));
    args.addAll(List.of(options));
    var command = new ReplayCommand();
    new CommandLine(command).parseArgs(args.toArray(String[]::new));
    var lines = new ArrayList<Trace.Line>();
    new Trace(command.checked()).read(lines::add);
    return lines;
  }

  @Test
  void readsSemicolonsAndTitlesWithSpacesAndChangesTheUnit() throws IOException {
    var lines =
        read(
            "datetime;Pressure;Volume Flow RateRMS\n2020-03-09 10:14:33;0.054711;32.5\n",
            "--time-column",
            "datetime",
            "--zone",
            "Asia/Shanghai",
            "--map",
            "Pressure=pressure*0.1,Volume Flow RateRMS=flow");
    assertThat(lines).hasSize(1);
    var row = (Trace.Row) lines.getFirst();
    assertThat(row.number()).isEqualTo(2);
    assertThat(row.at()).isEqualTo(Instant.parse("2020-03-09T02:14:33Z"));
    assertThat(row.values()).extracting(Trace.Value::value).containsExactly(0.0054711, 32.5);
  }

  @Test
  void joinsADateAndATimeColumnThatAreNotPadded() throws IOException {
    var lines =
        read(
            "Date,Time,P\n6/1/2007,0:03:00,4.216\n",
            "--time-column",
            "Date",
            "--time-column2",
            "Time",
            "--time-format",
            "d/M/yyyy H:mm:ss",
            "--zone",
            "Europe/Paris",
            "--map",
            "P=power");
    assertThat(((Trace.Row) lines.getFirst()).at())
        .isEqualTo(Instant.parse("2007-01-05T23:03:00Z"));
  }

  @Test
  void stepsWhereThereIsNoTime() throws IOException {
    var lines = read("n,MQ2\n0,555\n1,\n2,560\n", "--step", "2s", "--map", "MQ2=raw_mq2");
    assertThat(((Trace.Row) lines.get(2)).at()).isEqualTo(Instant.EPOCH.plusSeconds(4));
    assertThat(lines.get(1)).isEqualTo(new Trace.Empty(3));
  }

  @Test
  void aMissingValueIsNoFaultAndAWrongOneIsToldWithItsLine() throws IOException {
    var lines =
        read(
            "t,a,b\n2020-01-01 00:00,?,?\n2020-01-01 00:01,1,x\nyesterday,1,2\n",
            "--time-column",
            "t",
            "--map",
            "a=flow,b=power");
    assertThat(lines.get(0)).isInstanceOf(Trace.Empty.class);
    assertThat(((Trace.Row) lines.get(1)).faults()).containsExactly("b 'x' is no number");
    assertThat(((Trace.Row) lines.get(1)).values()).hasSize(1);
    assertThat(lines.get(2)).isEqualTo(new Trace.Faulty(4, "time 'yesterday' cannot be read"));
  }

  @Test
  void readsDecimalCommasGzipAByteOrderMarkAndColumnsByNumber() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zipped = new GZIPOutputStream(bytes)) {
      zipped.write("\uFEFFZeit;Wert\n1767225600;3,5\n".getBytes(StandardCharsets.UTF_8));
    }
    var lines =
        read(bytes.toByteArray(), "--time-column", "Zeit", "--decimal", ",", "--map", "#2=flow");
    var row = (Trace.Row) lines.getFirst();
    assertThat(row.at()).isEqualTo(Instant.ofEpochSecond(1767225600));
    assertThat(row.values().getFirst().value()).isEqualTo(3.5);
  }

  @Test
  void namesTheColumnsThereAreWhenOneIsNotThere() {
    assertThatThrownBy(() -> read("t,a\n", "--time-column", "time", "--map", "a=flow"))
        .hasMessageContaining("no column 'time'")
        .hasMessageContaining("[t, a]");
  }

  @Test
  void refusesOptionsThatContradictEachOther() {
    assertThatThrownBy(() -> read("", "--map", "a=flow")).hasMessageContaining("--step");
    assertThatThrownBy(() -> read("", "--step", "1s", "--original-time", "--map", "a=flow"))
        .hasMessageContaining("--start");
    assertThatThrownBy(() -> read("", "--step", "soon", "--map", "a=flow"))
        .hasMessageContaining("'soon'");
    assertThatThrownBy(() -> read("", "--step", "1s", "--map", "a=Flow!"))
        .hasMessageContaining("Flow!");
  }

  @Test
  void theNewestRowIsNowOrTheFirstIsOrNothingIsMoved() {
    Instant first = Instant.parse("2007-01-01T00:00:00Z");
    Instant newest = first.plus(Duration.ofHours(1));
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Instant half = first.plus(Duration.ofMinutes(30));
    var shifted =
        new Retiming(
            ReplayPlan.Times.ENDING_NOW, java.util.OptionalDouble.empty(), first, newest, now);
    assertThat(shifted.deviceTime(newest)).isEqualTo(now.toEpochMilli());
    assertThat(shifted.deviceTime(half)).isEqualTo(now.minusSeconds(1800).toEpochMilli());
    var live =
        new Retiming(ReplayPlan.Times.LIVE, java.util.OptionalDouble.of(600), first, newest, now);
    assertThat(live.deviceTime(first)).isEqualTo(now.toEpochMilli());
    assertThat(live.deviceTime(half)).isEqualTo(now.plusSeconds(3).toEpochMilli());
    assertThat(live.dueAt(half)).isEqualTo(live.deviceTime(half));
    var original =
        new Retiming(
            ReplayPlan.Times.ORIGINAL, java.util.OptionalDouble.of(600), first, newest, now);
    assertThat(original.deviceTime(half)).isEqualTo(half.toEpochMilli());
    assertThat(original.dueAt(half)).isEqualTo(now.plusSeconds(3).toEpochMilli());
  }
}
