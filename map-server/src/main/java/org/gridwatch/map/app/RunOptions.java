package org.gridwatch.map.app;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How this process was asked to run; checked once, here.
 *
 * @param dataDir the embedded database's and broker's files, secrets, logs
 * @param httpPort of the pages; 0 takes a free one
 * @param mqttPort of the embedded broker; 0 takes a free one
 * @param demo whether an empty installation is filled with the demo community
 * @param databaseUrl an external PostgreSQL or TimescaleDB instead of the embedded one
 * @param mqttUrl an external broker instead of the embedded one, {@code
 *     mqtt[s]://user:password@host}
 * @param publicUrl how browsers reach us, when not {@code http://localhost:port}
 * @param tls certificate and key (PEM) for HTTPS and MQTTS
 */
record RunOptions(
    Path dataDir,
    int httpPort,
    int mqttPort,
    Set<Role> roles,
    boolean demo,
    Optional<String> databaseUrl,
    Optional<URI> mqttUrl,
    Optional<URI> publicUrl,
    Optional<Tls> tls) {

  record Tls(Path certificate, Path key) {}

  RunOptions {
    checkPort("--http-port", httpPort);
    checkPort("--mqtt-port", mqttPort);
    databaseUrl.ifPresent(DatabaseUrl::parse);
    mqttUrl.ifPresent(url -> checkScheme("--mqtt-url", url, Set.of("mqtt", "mqtts")));
    publicUrl.ifPresent(url -> checkScheme("--public-url", url, Set.of("http", "https")));
    tls.ifPresent(RunOptions::checkReadable);
    if (mqttUrl.isEmpty() && !roles.contains(Role.GATEWAY)) {
      throw new BadOptions("--roles without gateway needs --mqtt-url: whose broker is it?");
    }
    if (databaseUrl.isEmpty() && roles.size() < Role.values().length) {
      throw new BadOptions(
          "--roles apart need --database-url: the embedded database serves one process alone");
    }
  }

  boolean has(Role role) {
    return roles.contains(role);
  }

  /** The embedded broker runs here. */
  boolean ownBroker() {
    return has(Role.GATEWAY) && mqttUrl.isEmpty();
  }

  /** Where a browser finds the pages. */
  String pagesUrl(int port) {
    String here = (tls.isPresent() ? "https" : "http") + "://localhost:" + port;
    return publicUrl.map(URI::toString).orElse(here);
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw new BadOptions(option + " must be 0..65535, was " + port);
    }
  }

  private static void checkScheme(String option, URI url, Set<String> schemes) {
    if (url.getScheme() == null || !schemes.contains(url.getScheme()) || url.getHost() == null) {
      throw new BadOptions(option + " must be " + String.join(":// or ", schemes) + "://host");
    }
  }

  private static void checkReadable(Tls tls) {
    for (Path file : new Path[] {tls.certificate(), tls.key()}) {
      if (!Files.isReadable(file)) {
        throw new BadOptions(
            "--tls-certificate and --tls-key must be readable PEM files, was " + file);
      }
    }
  }
}
