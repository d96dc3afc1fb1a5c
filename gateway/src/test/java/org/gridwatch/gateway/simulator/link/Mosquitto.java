package org.gridwatch.gateway.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Somebody else's broker, in a process of its own that can be taken away. */
public final class Mosquitto implements AutoCloseable {
  private final Path folder;
  private final Path program;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, Path program, int port) throws IOException {
    this.folder = folder;
    this.program = program;
    this.port = port;
    this.process = launch();
  }

  public static Optional<Path> program() {
    return List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
        .stream()
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** {@code extra}: lines of its configuration, beside one listener on a free loopback port. */
  public static Mosquitto start(Path folder, String... extra) throws IOException {
    int port = freePort();
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        "listener " + port + " 127.0.0.1\nuser root\n" + String.join("\n", extra) + "\n");
    var broker = new Mosquitto(folder, program().orElseThrow(), port);
    await().until(broker::answers);
    return broker;
  }

  void startAgain() throws IOException {
    process = launch();
    await().until(this::answers);
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            program.toString(), "-c", folder.resolve("mosquitto.conf").toString(), "-v")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("mosquitto.log").toFile())
        .start();
  }

  private boolean answers() {
    assertThat(process.isAlive()).as("mosquitto keeps running").isTrue();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
