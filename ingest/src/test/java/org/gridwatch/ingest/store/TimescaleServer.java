package org.gridwatch.ingest.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A real TimescaleDB, PostgreSQL and all in WebAssembly, run by Node; migrated, with one session.
 *
 * <p>Needs Node, npm, and for the first time the network.
 */
final class TimescaleServer implements AutoCloseable {
  private static final Path SOURCE = Path.of("src/test/timescaledb");
  private static final Path HOME = Path.of("target/timescaledb");
  private static final Pattern PORT = Pattern.compile("port (\\d+)");
  private static final long SECONDS_TO_INSTALL = 300;
  private static final long SECONDS_TO_START = 180;

  private final Process process;
  private final HikariDataSource dataSource;

  private TimescaleServer(Process process, HikariDataSource dataSource) {
    this.process = process;
    this.dataSource = dataSource;
  }

  /** What is missing on this machine, if anything. */
  static Optional<String> missing() {
    return Stream.of("node", "npm").filter(tool -> !runs(tool)).findFirst();
  }

  private static boolean runs(String tool) {
    try {
      var process =
          new ProcessBuilder(tool, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(SECONDS_TO_START, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static TimescaleServer start() throws Exception {
    install();
    var process =
        new ProcessBuilder("node", "front.mjs")
            .directory(HOME.toFile())
            .redirectError(HOME.resolve("front.log").toFile())
            .start();
    try {
      var dataSource = pool(portOf(process));
      migrate(dataSource);
      return new TimescaleServer(process, dataSource);
    } catch (Exception e) {
      process.destroy();
      throw e;
    }
  }

  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    for (var name : List.of("front.mjs", "package.json", "package-lock.json")) {
      Files.copy(SOURCE.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.exists(HOME.resolve("node_modules/.package-lock.json"))) {
      return;
    }
    var log = HOME.resolve("npm.log");
    var npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(SECONDS_TO_INSTALL, TimeUnit.SECONDS) || npm.exitValue() != 0) {
      npm.destroy();
      throw new IOException("npm ci did not succeed: " + Files.readString(log));
    }
  }

  private static int portOf(Process process)
      throws InterruptedException, ExecutionException, TimeoutException {
    BufferedReader said = process.inputReader();
    return CompletableFuture.supplyAsync(() -> readPort(said), Thread.ofVirtual()::start)
        .get(SECONDS_TO_START, TimeUnit.SECONDS);
  }

  private static int readPort(BufferedReader said) {
    try {
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        var port = PORT.matcher(line);
        if (port.matches()) {
          return Integer.parseInt(port.group(1));
        }
      }
      throw new IllegalStateException(
          "TimescaleDB ended: " + Files.readString(HOME.resolve("front.log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HikariDataSource pool(int port) {
    var config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
    config.setUsername("postgres");
    config.setPassword("postgres");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(SECONDS_TO_START));
    return new HikariDataSource(config);
  }

  /** Flyway would need a second session. */
  private static void migrate(DataSource dataSource) throws IOException, SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      for (var script : scripts()) {
        statement.execute(script);
      }
    }
  }

  private static List<String> scripts() throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
      return files.sorted().map(TimescaleServer::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DataSource dataSource() {
    return dataSource;
  }

  @Override
  public void close() {
    dataSource.close();
    process.destroy();
  }
}
