package org.gridwatch.map.rule;

import java.time.Clock;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.gridwatch.ingest.rule.trial.Trials;
import org.gridwatch.ingest.store.ReadingStore;
import org.gridwatch.map.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trials of this process, by the days of the place as it is set when one begins. */
@Configuration(proxyBeanMethods = false)
class TrialFeature {
  @Bean
  Trials trials(DataSource database, ReadingStore store, Settings settings, Clock clock) {
    return new Trials(database, store, () -> ZoneId.of(settings.place().timeZone()), clock);
  }
}
