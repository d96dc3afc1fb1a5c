package org.gridwatch.map.status;

import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Health by part, under the names that {@code /actuator/health} shows. */
@Configuration(proxyBeanMethods = false)
class HealthParts {
  private static final long LEAST_FREE_BYTES = 512L << 20;
  private static final double LONGEST_LAG_SECONDS = 60;

  @Bean
  static HealthIndicator databaseHealthIndicator(JdbcClient db) {
    return () -> {
      try {
        var version = db.sql("show server_version").query(String.class).single();
        return Health.up().withDetail("version", version).build();
      } catch (org.springframework.dao.DataAccessException away) {
        return Health.down(away).build();
      }
    };
  }

  /** Below half a gigabyte the database may stop writing at any moment. */
  @Bean
  static HealthIndicator diskHealthIndicator(Disk disk) {
    return () -> {
      try {
        var space = disk.space();
        var health = space.freeBytes() < LEAST_FREE_BYTES ? Health.down() : Health.up();
        return health
            .withDetail("freeBytes", space.freeBytes())
            .withDetail("leastFreeBytes", LEAST_FREE_BYTES)
            .build();
      } catch (IOException unreadable) {
        return Health.unknown().withException(unreadable).build();
      }
    };
  }

  /** Unknown where the ingest runs in another process. */
  @Bean
  static HealthIndicator inboxHealthIndicator(Meters meters) {
    return () -> {
      var connected = meters.measured(Meters.CONNECTED);
      if (connected.isEmpty()) {
        return Health.unknown().build();
      }
      double lag = meters.lagSeconds().orElse(0);
      boolean well = connected.getAsDouble() > 0 && lag <= LONGEST_LAG_SECONDS;
      return (well ? Health.up() : Health.down())
          .withDetail("connected", connected.getAsDouble() > 0)
          .withDetail("lagSeconds", lag)
          .withDetail("longestLagSeconds", LONGEST_LAG_SECONDS)
          .withDetail("waiting", meters.measured(Meters.WAITING).orElse(0))
          .build();
    };
  }

  /** Unknown where the broker runs elsewhere. */
  @Bean
  static HealthIndicator brokerHealthIndicator(ObjectProvider<BrokerFigures> broker) {
    return () -> {
      var figures = broker.getIfAvailable();
      if (figures == null) {
        return Health.unknown().build();
      }
      return (figures.active() ? Health.up() : Health.down())
          .withDetail("connections", figures.connections())
          .build();
    };
  }
}
