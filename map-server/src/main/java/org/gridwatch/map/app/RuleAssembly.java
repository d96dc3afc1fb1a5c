package org.gridwatch.map.app;

import javax.sql.DataSource;
import org.gridwatch.ingest.rule.Holidays;
import org.gridwatch.ingest.rule.PlannedWorks;
import org.gridwatch.ingest.rule.Rules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The safety rules, and what they go by. */
@Configuration(proxyBeanMethods = false)
class RuleAssembly {
  @Bean
  Rules rules(DataSource database) {
    return new Rules(database);
  }

  @Bean
  PlannedWorks plannedWorks(DataSource database) {
    return new PlannedWorks(database);
  }

  @Bean
  Holidays holidays(DataSource database) {
    return new Holidays(database);
  }
}
