package org.gridwatch.gateway.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the embedded broker is set up.
 *
 * @param dataDir journal, bindings, pages and pictures on their way; one broker at a time
 * @param host address to listen on, {@code 0.0.0.0} for all
 * @param port plain MQTT; 0 takes any free one
 * @param tls MQTT over TLS as well, when given
 * @param maxConnections more are closed unheard
 * @param sessionExpiry how long the broker keeps a device's session (and the commands that wait for
 *     it) after it went away; devices may ask for less, our own processes for any time
 * @param journal how the journal is written
 */
public record BrokerSettings(
    Path dataDir,
    String host,
    int port,
    Optional<Tls> tls,
    int maxConnections,
    Duration sessionExpiry,
    Journal journal) {

  /**
   * @param keyStore PKCS12 or JKS file with one certificate chain and its key
   * @param host address to listen on; it may be wider than that of plain MQTT
   * @param port 0 takes any free one
   */
  public record Tls(Path keyStore, String password, String host, int port) {}

  /**
   * @param fileBytes size of one journal file
   * @param minFiles journal files kept ready
   * @param compactFiles journal files there must be before they are searched for what still lives;
   *     at full load ten are written in seconds and are all dead a little later
   * @param flushDelay how long a write may wait for others to share its fsync
   * @param globalMaxBytes messages in memory before they are paged to disk
   */
  public record Journal(
      int fileBytes, int minFiles, int compactFiles, Duration flushDelay, long globalMaxBytes) {
    public static final Journal DEFAULT =
        new Journal(16 << 20, 4, 60, Duration.ofNanos(3_333_333), 128L << 20);
  }

  public BrokerSettings {
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "maxConnections must be at least 1, was " + maxConnections);
    }
    if (sessionExpiry.isNegative() || sessionExpiry.toDays() > 20) {
      throw new IllegalArgumentException("sessionExpiry must be 0..20 days, was " + sessionExpiry);
    }
  }

  /** Everything at its default: 20,000 connections, device sessions kept for an hour. */
  public static BrokerSettings of(Path dataDir, String host, int port) {
    return new BrokerSettings(
        dataDir, host, port, Optional.empty(), 20_000, Duration.ofHours(1), Journal.DEFAULT);
  }

  public BrokerSettings with(Tls tls) {
    return new BrokerSettings(
        dataDir, host, port, Optional.of(tls), maxConnections, sessionExpiry, journal);
  }

  public BrokerSettings with(Duration sessionExpiry) {
    return new BrokerSettings(dataDir, host, port, tls, maxConnections, sessionExpiry, journal);
  }

  public BrokerSettings with(Journal journal) {
    return new BrokerSettings(dataDir, host, port, tls, maxConnections, sessionExpiry, journal);
  }
}
