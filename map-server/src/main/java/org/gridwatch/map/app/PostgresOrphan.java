package org.gridwatch.map.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server that outlived the process that started it. */
final class PostgresOrphan {
  private static final Logger log = LoggerFactory.getLogger(PostgresOrphan.class);

  private PostgresOrphan() {}

  /**
   * Stops the server that still works on {@code data}, if there is one. The caller holds the
   * folder.
   */
  static void stop(Path data, Duration longest) throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    var orphan = running(pidFile, data);
    if (orphan.isEmpty()) {
      // Its number may belong to somebody else by now, and PostgreSQL would then refuse to start.
      Files.deleteIfExists(pidFile);
      return;
    }
    log.warn("stopping PostgreSQL {} left behind by an earlier process", orphan.get().pid());
    try {
      stop(orphan.get(), longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier PostgreSQL was stopped", e);
    }
  }

  /**
   * Disconnects the clients, writes everything to disk, ends; by force when that takes too long.
   */
  static void stop(ProcessHandle server, Duration longest) throws InterruptedException {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start().waitFor();
    } catch (IOException e) {
      log.warn("PostgreSQL {} cannot be told to stop: {}", server.pid(), e.toString());
    }
    long deadline = System.nanoTime() + longest.toNanos();
    while (isRunning(server)) {
      if (System.nanoTime() > deadline) {
        log.warn("PostgreSQL {} does not stop within {} and is killed", server.pid(), longest);
        server.destroyForcibly();
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static Optional<ProcessHandle> running(Path pidFile, Path data) throws IOException {
    var lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> isServerOf(process, data));
  }

  private static boolean isServerOf(ProcessHandle process, Path data) {
    var command = process.info().commandLine().orElse("");
    return command.contains("postgres")
        && (command.contains("-D " + data) || worksIn(data, process));
  }

  /** The folder may have been moved, or be known by another name. */
  private static boolean worksIn(Path data, ProcessHandle process) {
    try {
      var place = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
      return place.equals(data.toRealPath());
    } catch (IOException unknown) {
      return false;
    }
  }

  /** A process that ended and that nobody waits for has no command line any more. */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().commandLine().isPresent();
  }
}
