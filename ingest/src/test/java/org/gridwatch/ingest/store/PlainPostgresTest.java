package org.gridwatch.ingest.store;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;

class PlainPostgresTest extends ReadingStoreContract {
  private final TestDatabase database = TestDatabase.create();

  @Override
  DataSource dataSource() {
    return database.dataSource();
  }

  @Override
  boolean hasSeveralSessions() {
    return true;
  }

  @Override
  void dropTables() {
    database
        .jdbc()
        .sql(
            """
            drop table if exists reading, reading_1m, reading_1h, reading_1d,
              reading_kept, reading_kept_1m, reading_kept_1h, reading_kept_1d
            """)
        .update();
  }

  @AfterAll
  void drop() {
    database.close();
  }
}
