package org.gridwatch.ingest.inbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A database, and a broker with ingest in a process of its own; either is killed when it is told.
 */
final class UnderFire implements AutoCloseable {
  private final Path folder;
  private final Path log;
  private final int mqttPort;
  private final int databasePort;
  private EmbeddedPostgres postgres;
  private Process victim;

  private UnderFire(Path folder) throws Exception {
    this.folder = folder;
    this.mqttPort = freePort();
    this.databasePort = freePort();
    this.log = folder.resolve("victim.log");
    this.postgres = startPostgres();
    Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
    this.victim = startVictim();
  }

  static UnderFire start(Path folder) throws Exception {
    return new UnderFire(folder);
  }

  int mqttPort() {
    return mqttPort;
  }

  DataSource database() {
    return postgres.getPostgresDatabase();
  }

  private Process startVictim() throws Exception {
    String url = "jdbc:postgresql://localhost:" + databasePort + "/postgres";
    return VictimProcess.start(url, folder.resolve("broker"), mqttPort, log);
  }

  /**
   * kill -9, and another start.
   *
   * @param database the database alone, instead of broker and ingest
   */
  void kill(boolean database) throws Exception {
    if (database) {
      killServer();
      postgres.close(); // gives back the lock on its folder; there is nothing to stop
      postgres = startPostgres();
    } else {
      victim.destroyForcibly().waitFor();
      victim = startVictim();
    }
  }

  private EmbeddedPostgres startPostgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(databasePort)
        .setDataDirectory(folder.resolve("database"))
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("shared_buffers", "64MB")
        .setPGStartupWait(Duration.ofMinutes(1)) // it repairs itself first
        .start();
  }

  private long serverPid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("database").resolve("postmaster.pid"))
            .getFirst()
            .strip());
  }

  /** The server and its children, as a machine that runs out of memory would do it. */
  private void killServer() throws Exception {
    ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
    var children = server.descendants().toList();
    server.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    server.onExit().get(30, TimeUnit.SECONDS);
    for (ProcessHandle child : children) {
      child.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    victim.destroyForcibly().waitFor();
    postgres.close();
    System.out.println(Files.readString(log));
  }
}
