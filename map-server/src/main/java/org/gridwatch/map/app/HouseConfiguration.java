package org.gridwatch.map.app;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import org.gridwatch.map.account.Rights;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What every process has, whatever its roles: a clock, its secrets, and accounts for its pages. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = Rights.class)
class HouseConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Secrets secrets(RunOptions options) throws IOException {
    Files.createDirectories(options.dataDir());
    return new Secrets(options.dataDir());
  }
}
