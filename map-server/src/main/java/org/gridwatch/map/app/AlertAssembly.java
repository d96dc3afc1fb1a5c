package org.gridwatch.map.app;

import javax.sql.DataSource;
import org.gridwatch.ingest.alert.Alerts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The alerts, which ingest raises and people handle. */
@Configuration(proxyBeanMethods = false)
class AlertAssembly {
  @Bean
  Alerts alerts(DataSource database) {
    return new Alerts(database);
  }
}
