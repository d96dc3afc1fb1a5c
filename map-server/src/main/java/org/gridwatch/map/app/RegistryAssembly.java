package org.gridwatch.map.app;

import java.time.Clock;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.gridwatch.ingest.device.Credentials;
import org.gridwatch.ingest.device.Devices;
import org.gridwatch.ingest.device.EnrolmentKey;
import org.gridwatch.ingest.device.Newcomers;
import org.gridwatch.ingest.device.Places;
import org.gridwatch.ingest.device.Rejects;
import org.gridwatch.ingest.device.ServiceCredentials;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The registry, which every role asks. */
@Configuration(proxyBeanMethods = false)
class RegistryAssembly {
  private static final ZoneId HOME = ZoneId.of("Asia/Shanghai");

  @Bean
  Devices devices(DataSource database) {
    return new Devices(database);
  }

  @Bean
  EnrolmentKey enrolmentKey(DataSource database, Clock clock) {
    return new EnrolmentKey(database, clock);
  }

  @Bean
  Credentials credentials(DataSource database, EnrolmentKey enrolment) {
    return new Credentials(database, enrolment);
  }

  @Bean
  ServiceCredentials serviceCredentials(DataSource database) {
    return new ServiceCredentials(database);
  }

  @Bean
  Newcomers newcomers(DataSource database) {
    return new Newcomers(database);
  }

  @Bean
  Rejects rejects(DataSource database) {
    return new Rejects(database, HOME);
  }

  @Bean
  Places places(DataSource database) {
    return new Places(database);
  }
}
