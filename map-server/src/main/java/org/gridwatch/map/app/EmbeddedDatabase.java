package org.gridwatch.map.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The PostgreSQL server of an installation that was given no other one: made at the first start,
 * started again when it is killed, stopped with us.
 *
 * <p>Below the data folder: {@code postgres/} the data, {@code postgres-binaries/} its programs,
 * {@code logs/}, and the password in {@code secrets/}. One process at a time holds the folder. A
 * server left behind by a process that was killed is stopped and started with today's settings.
 *
 * <p>Threads: one supervisor; all public methods may be called from any thread.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String NAME = "gridwatch";
  private static final Duration LONGEST_START = Duration.ofMinutes(10); // recovery after a crash
  private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

  private final Path data;
  private final Path folder;
  private final FileChannel lock;
  private final PostgresBinaries binaries;
  private final String password;
  private final int port;
  private final AtomicInteger restarts = new AtomicInteger();
  private final Thread supervisor;

  private volatile Process server;
  private volatile boolean ready;
  private volatile boolean closing;

  /**
   * What the health page says.
   *
   * @param restarts how often the server had to be started again since we started
   */
  public record Health(boolean up, String detail, int restarts) {}

  /**
   * Starts the server, making it first if the folder is new, and returns when it answers.
   *
   * @param folder the installation's data folder
   * @param wantedPort 0: the one of last time if it is free, else any
   * @throws IOException saying what to do, also when another process has the folder
   */
  public static EmbeddedDatabase start(Path folder, int wantedPort) throws IOException {
    return start(folder, wantedPort, folder.resolve("postgres-binaries"));
  }

  /** For tests, which share one set of programs. */
  static EmbeddedDatabase start(Path folder, int wantedPort, Path programs) throws IOException {
    return new EmbeddedDatabase(
        folder.toAbsolutePath().normalize(), wantedPort, programs.toAbsolutePath());
  }

  @SuppressWarnings("this-escape") // the supervisor starts last
  private EmbeddedDatabase(Path folder, int wantedPort, Path programs) throws IOException {
    this.folder = folder;
    this.data = folder.resolve("postgres");
    Files.createDirectories(folder.resolve("logs"));
    this.lock = lock(folder.resolve("postgres.lock"));
    boolean started = false;
    try {
      this.binaries = PostgresBinaries.unpackBelow(programs);
      var secret = new PostgresPassword(folder.resolve("secrets"));
      if (Files.exists(data.resolve("PG_VERSION"))) {
        this.password = secret.read();
        PostgresOrphan.stop(data, LONGEST_STOP);
      } else {
        this.password = secret.create();
        initialise(secret.file());
      }
      this.port = choosePort(wantedPort);
      this.server = launch();
      awaitReady();
      createDatabase();
      started = true;
    } finally {
      if (!started) {
        abandon();
      }
    }
    this.supervisor = Thread.ofPlatform().daemon().name("postgres-supervisor").start(this::watch);
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
  }

  public String user() {
    return NAME;
  }

  public String password() {
    return password;
  }

  public int port() {
    return port;
  }

  /** Process id of the server, for the status page; it changes with every restart. */
  public long pid() {
    return server.pid();
  }

  public Health health() {
    boolean up = ready && server.isAlive();
    return new Health(up, up ? "PostgreSQL on port " + port : "is being started", restarts.get());
  }

  /** Stops the server: running transactions are rolled back, everything committed is on disk. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    supervisor.interrupt();
    try {
      supervisor.join();
      PostgresOrphan.stop(server.toHandle(), LONGEST_STOP);
    } catch (InterruptedException e) {
      server.destroyForcibly(); // PostgreSQL recovers by itself at the next start
      Thread.currentThread().interrupt();
    } finally {
      unlock();
    }
  }

  private void watch() {
    try {
      while (!closing) {
        int code = server.waitFor();
        ready = false;
        if (!closing) {
          log.warn("PostgreSQL ended by itself with code {}; it is started again", code);
          restarts.incrementAndGet();
          restart();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Backends of a killed server may still hold its memory for a moment: try until it works. */
  private void restart() throws InterruptedException {
    for (long waitMs = 100; !closing; waitMs = Math.min(2 * waitMs, 10_000)) {
      try {
        server = launch();
        awaitReady();
        return;
      } catch (IOException e) {
        log.warn("PostgreSQL did not start, trying again in {} ms: {}", waitMs, e.getMessage());
        server.destroy();
        TimeUnit.MILLISECONDS.sleep(waitMs);
      }
    }
  }

  private void initialise(Path passwordFile) throws IOException {
    var unfinished = folder.resolve("postgres.unfinished");
    FileSystemUtils.deleteRecursively(unfinished);
    var said = folder.resolve("logs/postgres-init.log");
    var command =
        binaries.command(
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + NAME,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF-8",
            // Text sorts alike on every machine and after every upgrade of the system.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C");
    var initdb =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (waitFor(initdb) != 0) {
      throw new IOException(
          "PostgreSQL could not be set up in %s (as root it needs user namespaces; else give an external one with --database-url): %s"
              .formatted(data, lastWords(said)));
    }
    Files.writeString(
        unfinished.resolve("postgresql.conf"),
        "include 'gridwatch.conf'" + System.lineSeparator(),
        StandardOpenOption.APPEND);
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private Process launch() throws IOException {
    Files.writeString(
        data.resolve("gridwatch.conf"),
        PostgresSettings.text(port, folder.resolve("logs"), machineMemoryBytes()));
    var command = binaries.command("postgres", "-D", data.toString());
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.addFirst("setsid"); // Ctrl-C is for us; the server stops after its last client
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(startLog().toFile())
        .start();
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (System.nanoTime() < deadline && server.isAlive()) {
      try (var connection = connect("postgres")) {
        ready = connection.isValid(5);
        return;
      } catch (SQLException notYet) {
        pause();
      }
    }
    throw new IOException(
        "PostgreSQL did not start on port " + port + ": " + lastWords(startLog()));
  }

  private void createDatabase() throws IOException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      var found =
          statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'");
      if (!found.next()) {
        statement.executeUpdate("create database " + NAME);
      }
    } catch (SQLException e) {
      throw new IOException("the database could not be made: " + e.getMessage(), e);
    }
  }

  private Connection connect(String database) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=5".formatted(port, database);
    return DriverManager.getConnection(url, NAME, password);
  }

  private int choosePort(int wanted) throws IOException {
    if (wanted != 0) {
      return wanted;
    }
    var file = folder.resolve("postgres.port");
    int last = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
    int chosen = last != 0 && isFree(last) ? last : anyFreePort();
    Files.writeString(file, Integer.toString(chosen));
    return chosen;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int anyFreePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // the same answer as for another process
    }
    channel.close();
    throw new IOException("another GridWatch is running on " + file.getParent());
  }

  private void abandon() {
    if (server != null) {
      server.destroyForcibly();
    }
    unlock();
  }

  private void unlock() {
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("the lock of {} was not released: {}", folder, e.getMessage());
    }
  }

  private Path startLog() {
    return folder.resolve("logs/postgres-start.log");
  }

  private static String lastWords(Path file) throws IOException {
    var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL was set up", e);
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL started", e);
    }
  }

  private static long machineMemoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getTotalMemorySize()
        : 2L << 30;
  }
}
