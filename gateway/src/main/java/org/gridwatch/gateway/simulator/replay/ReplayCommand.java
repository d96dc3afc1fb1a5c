package org.gridwatch.gateway.simulator.replay;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.gridwatch.gateway.simulator.replay.ReplayPlan.Times;
import org.gridwatch.gateway.wire.DeviceName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code ./run replay}, as a person types them. */
@Command(
    name = "./run replay",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Publishes a recorded trace (CSV, also .gz) over MQTT as the readings of one device. Without"
          + " --live or --original-time the newest row becomes now and all others keep their"
          + " distance, as fast as the server acknowledges.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 when all rows were published or had nothing to publish, 1 when rows were skipped"
          + " for a fault, 2 when it could not be replayed.",
      "",
      "  ./run replay pump.csv --time-column datetime --device PUMP-1 --kind water \\",
      "      --map 'Pressure=pressure*0.1,Volume Flow RateRMS=flow*0.06'"
    })
final class ReplayCommand {
  private static final Pattern STEP = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h|d)?");
  private static final int DEFAULT_MQTT_PORT = 1883;
  private static final int DEFAULT_MQTTS_PORT = 8883;

  @Parameters(paramLabel = "FILE", description = "The trace; its first line names the columns.")
  private Path file = Path.of("");

  @Option(
      names = {"--time-column", "--time-column2"},
      paramLabel = "T",
      description = "Column with the time; twice when date and time have a column each.")
  private List<String> timeColumns = new ArrayList<>();

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description =
          "As Java writes it, two columns joined by a space: 'd/M/yyyy H:mm:ss'. Without it: ISO,"
              + " year first, or epoch seconds or milliseconds.")
  private @Nullable String timeFormat;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Of local times: Asia/Shanghai (default: this machine's).")
  private @Nullable String zone;

  @Option(
      names = "--step",
      paramLabel = "S",
      description = "Instead of a time column: 500ms, 2s, 5m, 1h between rows.")
  private @Nullable String step;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "With --step: time of the first row (ISO).")
  private @Nullable String start;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description = "Between columns, or 'tab' (default: found in the first line).")
  private @Nullable String delimiter;

  @Option(
      names = "--decimal",
      paramLabel = "C",
      defaultValue = ".",
      description = "Decimal mark (${DEFAULT-VALUE}).")
  private char decimal = '.';

  @Option(
      names = "--missing",
      paramLabel = "MARK,...",
      split = ",",
      defaultValue = "?,NA,N/A,NaN,null,-",
      description = "What stands for no value, beside an empty cell (${DEFAULT-VALUE}).")
  private List<String> missing = new ArrayList<>();

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      defaultValue = "UTF-8",
      description = "Of the file (${DEFAULT-VALUE}).")
  private String charset = "UTF-8";

  @Option(
      names = "--map",
      paramLabel = "COL=QUANTITY,...",
      split = ",",
      required = true,
      description =
          "Which columns are which quantities; COL=QUANTITY*FACTOR changes the unit; #3 is the third"
              + " column.")
  private List<String> map = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "D",
      required = true,
      description = "Whose readings they become.")
  private String device = "";

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "So many recorded seconds in one second (with --live: 1; otherwise no limit).")
  private @Nullable Double speed;

  @Option(
      names = "--live",
      description = "Start at now and rewrite the times to follow at the speed.")
  private boolean live;

  @Option(
      names = "--original-time",
      description = "Keep the recorded times; a device registered for it is exempt from retention.")
  private boolean originalTime;

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
      description = "Its broker on this machine (${DEFAULT-VALUE}).")
  private int mqttPort = DEFAULT_MQTT_PORT;

  @Option(
      names = "--mqtt-url",
      paramLabel = "URL",
      description = "Another broker: mqtt[s]://host:port")
  private @Nullable URI mqttUrl;

  @Option(
      names = "--tls-trust",
      paramLabel = "FILE",
      description = "With mqtts: certificates to believe (PEM).")
  private @Nullable Path trust;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The device's token. Without it one is asked of the installation in --data, which"
              + " registers the device when it is new; one it had before no longer works.")
  private @Nullable String token;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "water",
      description = "To register a new device as: gas, water, power (${DEFAULT-VALUE}).")
  private String kind = "water";

  @Option(names = "--dry-run", description = "Only read and check the file.")
  private boolean dryRun;

  ReplayPlan checked() {
    if (live && originalTime) {
      throw new IllegalArgumentException("--live and --original-time exclude each other");
    }
    Set<String> marks = new LinkedHashSet<>(missing);
    marks.add("");
    return new ReplayPlan(
        file,
        List.copyOf(timeColumns),
        Optional.ofNullable(timeFormat),
        zone == null ? ZoneId.systemDefault() : zone(zone),
        Optional.ofNullable(step).map(ReplayCommand::step),
        Optional.ofNullable(start).map(text -> instant(text)),
        Optional.ofNullable(delimiter).map(ReplayCommand::delimiter),
        decimal,
        marks,
        charset(charset),
        map.stream().map(ColumnMap::parse).toList(),
        new DeviceName(device),
        live ? Times.LIVE : originalTime ? Times.ORIGINAL : Times.ENDING_NOW,
        speed(),
        broker(),
        Optional.ofNullable(trust),
        Optional.ofNullable(token),
        dataDir.toAbsolutePath().normalize(),
        httpPort,
        kind,
        dryRun);
  }

  private OptionalDouble speed() {
    if (speed != null) {
      return OptionalDouble.of(speed);
    }
    return live ? OptionalDouble.of(1) : OptionalDouble.empty();
  }

  private URI broker() {
    if (mqttUrl == null) {
      return URI.create("mqtt://127.0.0.1:" + mqttPort);
    }
    if (mqttUrl.getPort() >= 0 || mqttUrl.getHost() == null) {
      return mqttUrl;
    }
    int port = "mqtts".equals(mqttUrl.getScheme()) ? DEFAULT_MQTTS_PORT : DEFAULT_MQTT_PORT;
    return URI.create(mqttUrl.getScheme() + "://" + mqttUrl.getHost() + ":" + port);
  }

  private Instant instant(String text) {
    return new TimeReader(Optional.empty(), zone == null ? ZoneId.systemDefault() : zone(zone))
        .read(text)
        .orElseThrow(
            () -> new IllegalArgumentException("--start must be a time, was '" + text + "'"));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("--zone '" + text + "' is not known", unknown);
    }
  }

  private static Charset charset(String text) {
    try {
      return Charset.forName(text);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("--charset '" + text + "' is not known", unknown);
    }
  }

  private static char delimiter(String text) {
    if (text.toLowerCase(Locale.ROOT).equals("tab")) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new IllegalArgumentException(
          "--delimiter must be one character or 'tab', was '" + text + "'");
    }
    return text.charAt(0);
  }

  private static Duration step(String text) {
    var match = STEP.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "--step must be a number and ms, s, m, h or d, was '" + text + "'");
    }
    String unit = Optional.ofNullable(match.group(2)).orElse("s");
    double millis =
        switch (unit) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(match.group(1)) * millis));
  }
}
