package org.gridwatch.map.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database: the embedded one, or the one that was named. */
@Configuration(proxyBeanMethods = false)
class DatabaseAssembly {
  /** Two writers, the loops of three roles, and a page's worth of people at once. */
  private static final int CONNECTIONS = 24;

  @Bean
  EmbeddedDatabaseHolder embeddedDatabase(RunOptions options) throws IOException {
    return options.databaseUrl().isPresent()
        ? new EmbeddedDatabaseHolder(Optional.empty())
        : new EmbeddedDatabaseHolder(Optional.of(EmbeddedDatabase.start(options.dataDir(), 0)));
  }

  @Bean
  DatabaseUrl databaseUrl(RunOptions options, EmbeddedDatabaseHolder embedded, Secrets secrets)
      throws IOException {
    var url =
        embedded
            .database()
            .map(own -> new DatabaseUrl(own.url(), own.user(), own.password()))
            .orElseGet(() -> DatabaseUrl.parse(options.databaseUrl().orElseThrow()));
    secrets.write(
        "database.properties",
        "url=%s%nuser=%s%npassword=%s%n".formatted(url.jdbcUrl(), url.user(), url.password()));
    return url;
  }

  @Bean
  DataSource dataSource(DatabaseUrl url) {
    var config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(url.jdbcUrl());
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(4);
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(60_000);
    config.addDataSourceProperty("ApplicationName", "gridwatch");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(config);
  }

  /** Closes the server after everything that uses it. */
  record EmbeddedDatabaseHolder(Optional<EmbeddedDatabase> database) implements AutoCloseable {
    @Override
    public void close() {
      database.ifPresent(EmbeddedDatabase::close);
    }
  }
}
