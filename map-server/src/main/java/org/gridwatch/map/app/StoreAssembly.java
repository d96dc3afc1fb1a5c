package org.gridwatch.map.app;

import java.time.Clock;
import javax.sql.DataSource;
import org.gridwatch.ingest.store.ReadingStore;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The readings, which ingest writes and the map charts. */
@Configuration(proxyBeanMethods = false)
class StoreAssembly {
  /**
   * @param migrations its tables are made after those of the migrations
   */
  @Bean
  ReadingStore readingStore(
      DataSource database, Clock clock, FlywayMigrationInitializer migrations) {
    var store = ReadingStore.on(database, clock);
    store.prepare();
    return store;
  }
}
