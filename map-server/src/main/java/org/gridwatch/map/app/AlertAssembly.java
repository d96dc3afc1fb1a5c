package org.gridwatch.map.app;

import javax.sql.DataSource;
import org.gridwatch.ingest.alert.Alerts;
import org.gridwatch.map.live.AlertVoice;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The alerts, which ingest raises and people handle. */
@Configuration(proxyBeanMethods = false)
class AlertAssembly {
  @Bean
  Alerts alerts(DataSource database, AlertVoice voice) {
    return new Alerts(database, voice);
  }
}
