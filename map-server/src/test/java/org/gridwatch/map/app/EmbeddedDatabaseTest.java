package org.gridwatch.map.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedDatabaseTest {
  @TempDir static Path programs;
  @TempDir Path folder;

  @Test
  void keepsItsDataOverAStopAndAStart() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      execute(database, "create table kept (n int)");
      execute(database, "insert into kept values (1)");
    }
    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      assertThat(ask(database, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void comesBackOnTheSamePortWithEverythingCommittedWhenItIsKilled() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      execute(database, "create table kept (n int)");
      for (int round = 1; round <= 3; round++) {
        execute(database, "insert into kept values (1)");
        long pid = database.pid();
        int before = database.health().restarts();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> database.health().restarts() > before && database.health().up());
        assertThat(database.pid()).isNotEqualTo(pid);
        assertThat(ask(database, "select count(*) from kept")).isEqualTo("" + round);
      }
    }
  }

  @Test
  void stopsAServerThatOutlivedItsProcessAndTakesOverItsData() throws Exception {
    long orphan = orphanWithOneRow();

    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      assertThat(database.pid()).isNotEqualTo(orphan);
      assertThat(ask(database, "select count(*) from kept")).isEqualTo("1");
    }
  }

  @Test
  void aStaleNoteOfAProcessThatIsSomebodyElseDoesNotStopTheStart() throws Exception {
    EmbeddedDatabase.start(folder, 0, programs).close();
    var note = ProcessHandle.current().pid() + "\n" + folder.resolve("postgres") + "\n";
    Files.writeString(folder.resolve("postgres/postmaster.pid"), note);

    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      assertThat(database.health().up()).isTrue();
    }
  }

  @Test
  void refusesASecondProcessOnTheSameFolder() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder, 0, programs))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another GridWatch is running on " + folder);
      assertThat(database.health().up()).isTrue();
    }
  }

  @Test
  void isDurableAndLetsNobodyInWithoutThePassword() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      assertThat(ask(database, "show fsync")).isEqualTo("on");
      assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(
              ask(
                  database,
                  "select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'"))
          .isEqualTo("0");
      assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "gridwatch", "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      var secret = folder.resolve("secrets/database");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aLostPasswordIsSaidAndTheDataLeftAlone() throws Exception {
    EmbeddedDatabase.start(folder, 0, programs).close();
    Files.delete(folder.resolve("secrets/database"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(folder, 0, programs))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("secrets/database");
    assertThat(folder.resolve("postgres/PG_VERSION")).exists();
  }

  @Test
  void answersOnNoOtherAddressThanThisMachinesOwn() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0, programs)) {
      var others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .toList();
      for (var address : others) {
        assertThatThrownBy(() -> new java.net.Socket(address, database.port()).close())
            .isInstanceOf(IOException.class);
      }
    }
  }

  /** A server started by a process of its own, which is then killed. */
  private long orphanWithOneRow() throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Abandoned.class.getName(),
                folder.toString(),
                programs.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String pid;
    try (var said = process.inputReader()) {
      pid = said.lines().filter(line -> line.startsWith("pid ")).findFirst().orElseThrow();
      process.destroyForcibly().waitFor();
    }
    long orphan = Long.parseLong(pid.substring(4));
    assertThat(ProcessHandle.of(orphan)).isPresent();
    return orphan;
  }

  /** Starts a database, writes a row and waits to be killed. */
  static final class Abandoned {
    public static void main(String[] args) throws Exception {
      var database = EmbeddedDatabase.start(Path.of(args[0]), 0, Path.of(args[1]));
      execute(database, "create table kept (n int)");
      execute(database, "insert into kept values (1)");
      System.out.println("pid " + database.pid());
      Thread.currentThread().join();
    }
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement();
        var answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
