package org.gridwatch.map.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.gridwatch.map.account.Browser;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * The whole product in this process as {@code ./run} starts it: all roles, its own database and
 * broker, free ports, a folder of its own that is gone afterwards.
 */
public final class RunningGridWatch implements AutoCloseable {
  public static final String ADMIN = "admin";
  public static final String PASSWORD = "nobody-guesses-this-one";

  private static @Nullable RunningGridWatch sharedDemo;

  private final Path dataDir;
  private final ConfigurableApplicationContext context;

  private RunningGridWatch(boolean demo) {
    try {
      dataDir = Files.createTempDirectory("gridwatch-story-");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    System.setProperty(Startup.ADMIN_PASSWORD, PASSWORD);
    context = GridWatch.start(options(dataDir, demo));
  }

  private static RunOptions options(Path dataDir, boolean demo) {
    return new RunOptions(
        dataDir,
        0,
        0,
        EnumSet.allOf(Role.class),
        demo,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An installation without grids and devices. */
  public static RunningGridWatch empty() {
    return new RunningGridWatch(false);
  }

  /**
   * The demo community with its simulator, started once for all tests of this process and ended
   * with it.
   */
  public static synchronized RunningGridWatch demo() {
    if (sharedDemo == null) {
      var started = new RunningGridWatch(true);
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(started::close));
      sharedDemo = started;
    }
    return sharedDemo;
  }

  public Path dataDir() {
    return dataDir;
  }

  public int httpPort() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  public int mqttPort() {
    return context.getBean(GatewayRole.class).broker().orElseThrow().port();
  }

  public URI pages() {
    return URI.create("http://localhost:" + httpPort());
  }

  /** The operator, signed in. */
  public Browser operator() {
    return new Browser(httpPort()).signIn(ADMIN, PASSWORD);
  }

  /** Straight to the database, past everything that is tested. */
  public JdbcClient jdbc() {
    return context.getBean(JdbcClient.class);
  }

  @Override
  public void close() {
    context.close();
    try {
      FileSystemUtils.deleteRecursively(dataDir);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
