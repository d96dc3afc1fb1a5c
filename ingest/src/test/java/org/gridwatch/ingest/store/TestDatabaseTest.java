package org.gridwatch.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void eachTestHasAMigratedDatabaseOfItsOwn() {
    try (var one = TestDatabase.create();
        var other = TestDatabase.create()) {
      one.jdbc().sql("insert into setting values ('place', '{}')").update();

      assertThat(one.jdbc().sql("select count(*) from setting").query(Long.class).single())
          .isEqualTo(1L);
      assertThat(other.jdbc().sql("select count(*) from setting").query(Long.class).single())
          .isEqualTo(0L);
    }
  }
}
