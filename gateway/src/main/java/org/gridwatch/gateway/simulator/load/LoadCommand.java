package org.gridwatch.gateway.simulator.load;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code ./run load}, as a person types them. */
@Command(
    name = "./run load",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Drives a running GridWatch on this machine over MQTT as thousands of devices, which it"
          + " registers before and retires after, and reports what was stored and how soon.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 when nothing was lost or doubled and no alert is missing, 1 when something was,"
          + " 2 when it could not be measured."
    })
final class LoadCommand {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "The running installation's data folder (${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("data");

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Its pages (${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--mqtt-port",
      paramLabel = "N",
      defaultValue = "1883",
      description = "Its broker (${DEFAULT-VALUE}).")
  private int mqttPort;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Devices that measure (${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--messages-per-second",
      paramLabel = "R",
      defaultValue = "14000",
      description =
          "Of all together, spread evenly; kept whatever the server does (${DEFAULT-VALUE}).")
  private double messagesPerSecond;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "3",
      description = "Readings in each message (${DEFAULT-VALUE}).")
  private int points;

  @Option(
      names = "--batch",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Connections are gateways that batch for the devices behind them. Without being asked:"
              + " from 10 points a message on (--batch=false: never).")
  private @Nullable Boolean batch;

  @Option(
      names = "--behind",
      paramLabel = "N",
      defaultValue = "5",
      description = "Batch: devices behind each gateway, sharing the points (${DEFAULT-VALUE}).")
  private int behind;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds left out of the report (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Seconds measured (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "Most messages without acknowledgement; beyond it the generator waits and says so"
              + " (${DEFAULT-VALUE}).")
  private int inFlight;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Event loops of the generator (${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--viewers",
      paramLabel = "N",
      defaultValue = "0",
      description = "So many live viewers beside, and how far behind they are (${DEFAULT-VALUE}).")
  private int viewers;

  @Option(
      names = "--alarms",
      paramLabel = "R",
      defaultValue = "0",
      description =
          "So many gas detectors a second alarm beside, and how soon an alert is there; each reading"
              + " of the run is judged by two more rules meanwhile (${DEFAULT-VALUE}).")
  private double alarms;

  @Option(
      names = "--told",
      description =
          "With --alarms: and how soon a webhook is told of each, which belongs to the control room"
              + " as long as the run lasts.")
  private boolean told;

  @Option(
      names = "--reference",
      description = "Afterwards, bare batched inserts into the same database, for the ratio.")
  private boolean reference;

  @Option(
      names = "--reference-seconds",
      paramLabel = "S",
      defaultValue = "15",
      description = "How long those run (${DEFAULT-VALUE}).")
  private int referenceSeconds;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report (JSON) here as well.")
  private @Nullable Path report;

  LoadPlan checked() {
    boolean batching = batch == null ? points >= 10 : batch;
    return new LoadPlan(
        dataDir.toAbsolutePath().normalize(),
        httpPort,
        mqttPort,
        devices,
        messagesPerSecond,
        points,
        batching ? behind : 0,
        warmUp,
        seconds,
        threads,
        inFlight,
        viewers,
        alarms,
        told,
        reference ? referenceSeconds : 0,
        Optional.ofNullable(report));
  }
}
