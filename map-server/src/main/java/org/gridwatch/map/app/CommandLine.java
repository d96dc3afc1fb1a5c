package org.gridwatch.map.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code ./run}, as a person types them. */
@Command(
    name = "./run",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    version = "GridWatch 0.1.0",
    description = {
      "Starts GridWatch: the device gateway, the ingest and the map, on one machine or several.",
      ""
    },
    footer = {
      "",
      "  ./run load --help     measures a running installation with simulated devices",
      "  ./run replay --help   publishes a recorded CSV file as readings",
      "",
      "GRIDWATCH_ADMIN_PASSWORD sets the first password instead of a generated one.",
      "GRIDWATCH_JAVA_OPTIONS is handed to the Java machine."
    })
final class CommandLine {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where everything is kept: database, broker, secrets, logs (${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("data");

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the pages (${DEFAULT-VALUE}; 0: a free one).")
  private int httpPort;

  @Option(
      names = "--mqtt-port",
      paramLabel = "N",
      defaultValue = "1883",
      description = "Port for the devices (${DEFAULT-VALUE}; 0: a free one).")
  private int mqttPort;

  @Option(
      names = "--roles",
      paramLabel = "LIST",
      defaultValue = "gateway,ingest,map",
      description = "What this process is for (${DEFAULT-VALUE}).")
  private String roles = "";

  @Option(names = "--no-demo", description = "Start empty: no demo community, no simulator.")
  private boolean noDemo;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "PostgreSQL 15+ or TimescaleDB instead of the embedded database:"
              + " postgresql://user:password@host:port/name")
  private @Nullable String databaseUrl;

  @Option(
      names = "--mqtt-url",
      paramLabel = "URL",
      description = "A broker instead of the embedded one: mqtt[s]://user:password@host:port")
  private @Nullable URI mqttUrl;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "How browsers reach the pages, when not http://localhost:PORT.")
  private @Nullable URI publicUrl;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Certificate chain (PEM): the pages speak HTTPS, the devices MQTTS, and nothing else.")
  private @Nullable Path tlsCertificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key (PEM).")
  private @Nullable Path tlsKey;

  /** Empty when help or the version was asked for and printed. */
  static Optional<RunOptions> parse(String... args) {
    var line = new CommandLine();
    var parser = new picocli.CommandLine(line);
    try {
      parser.parseArgs(args);
    } catch (ParameterException wrong) {
      throw new BadOptions(wrong.getMessage() + " (./run --help lists everything)");
    }
    if (parser.isUsageHelpRequested()) {
      parser.usage(System.out);
      return Optional.empty();
    }
    if (parser.isVersionHelpRequested()) {
      parser.printVersionHelp(System.out);
      return Optional.empty();
    }
    return Optional.of(line.checked());
  }

  private RunOptions checked() {
    if ((tlsCertificate == null) != (tlsKey == null)) {
      throw new BadOptions("--tls-certificate and --tls-key belong together");
    }
    return new RunOptions(
        dataDir.toAbsolutePath().normalize(),
        httpPort,
        mqttPort,
        Role.parse(roles),
        !noDemo,
        Optional.ofNullable(databaseUrl),
        Optional.ofNullable(mqttUrl),
        Optional.ofNullable(publicUrl),
        tlsCertificate == null || tlsKey == null
            ? Optional.empty()
            : Optional.of(new RunOptions.Tls(tlsCertificate, tlsKey)));
  }
}
