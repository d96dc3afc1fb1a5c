package org.gridwatch.ingest.store;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PlainPostgresTest extends ReadingStoreContract {
  private final TestDatabase database = TestDatabase.create();

  @Override
  DataSource dataSource() {
    return database.dataSource();
  }

  @BeforeAll
  void prepare() {
    store().prepare();
  }

  @AfterAll
  void drop() {
    database.close();
  }
}
