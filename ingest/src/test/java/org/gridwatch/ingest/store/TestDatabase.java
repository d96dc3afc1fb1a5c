package org.gridwatch.ingest.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh database with every migration on the class path applied, on one real PostgreSQL per JVM.
 *
 * <p>The migrations run once, into a template; each test class gets a copy of it. The server's
 * {@code fsync} is off: tests of durability start a server of their own.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final HikariDataSource dataSource;

  private TestDatabase(String name) {
    this.name = name;
    this.dataSource = pool(name);
  }

  /** A migrated, otherwise empty database; nobody else uses it. */
  public static TestDatabase create() {
    return copyOf(Server.TEMPLATE);
  }

  /** A database without any table, for tests of the migrations themselves. */
  public static TestDatabase createEmpty() {
    return copyOf("template1");
  }

  private static TestDatabase copyOf(String template) {
    var name = "test_" + COUNT.incrementAndGet();
    Server.execute("create database " + name + " template " + template + " strategy file_copy");
    return new TestDatabase(name);
  }

  /** A small pool; its connections commit by themselves until told otherwise. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** SQL in one line, for arranging and asserting. */
  public JdbcClient jdbc() {
    return JdbcClient.create(dataSource);
  }

  /** For code that opens connections of its own, with {@link #user} and {@link #password}. */
  public String url() {
    return urlOf(name);
  }

  public String user() {
    return "postgres";
  }

  public String password() {
    return "postgres";
  }

  @Override
  public void close() {
    dataSource.close();
    Server.execute("drop database if exists " + name + " with (force)");
  }

  private static String urlOf(String database) {
    return "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + database;
  }

  private static HikariDataSource pool(String database) {
    var config = new HikariConfig();
    config.setJdbcUrl(urlOf(database));
    config.setUsername("postgres");
    config.setPassword("postgres");
    config.setMinimumIdle(0);
    config.setMaximumPoolSize(8);
    config.setPoolName(database);
    return new HikariDataSource(config);
  }

  /** Started by the first test that asks; stopped when the JVM ends. */
  private static final class Server {
    static final String TEMPLATE = "migrated";
    static final EmbeddedPostgres POSTGRES = start();

    static {
      execute("create database " + TEMPLATE);
      try (var pool = pool(TEMPLATE)) {
        Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
      }
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setLocaleConfig("locale", "C")
            .setServerConfig("listen_addresses", "localhost")
            .setServerConfig("shared_buffers", "128MB")
            .setServerConfig("max_wal_size", "4GB")
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("the test database did not start", e);
      }
    }

    static void execute(String sql) {
      JdbcClient.create(POSTGRES.getPostgresDatabase()).sql(sql).update();
    }
  }
}
