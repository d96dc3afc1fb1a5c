package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.gridwatch.ingest.store.TestDatabase;
import org.junit.jupiter.api.Test;

class DefaultRulesTest {
  @Test
  void everyDefaultIsTheSameAfterItWasWrittenAndRead() {
    for (Rule rule : Rules.defaults()) {
      assertThat(RuleJson.parse(0, 1, RuleJson.write(rule))).isEqualTo(rule);
    }
  }

  @Test
  void everyDefaultSaysInBothLanguagesWhatItMeansAndWhereItsLimitsComeFrom() {
    assertThat(Rules.defaults())
        .allSatisfy(
            rule -> {
              assertThat(rule.texts().title().zh()).as(rule.code()).isNotEmpty();
              assertThat(rule.texts().title().en()).as(rule.code()).isNotEmpty();
              assertThat(rule.texts().meaning().zh()).as(rule.code()).isNotEmpty();
              assertThat(rule.texts().action().en()).as(rule.code()).isNotEmpty();
              assertThat(rule.source()).as(rule.code()).isNotEmpty();
            });
  }

  @Test
  void anInstallationGetsThemOnceAndKeepsWhatWasMadeOfThem() {
    try (var database = TestDatabase.create()) {
      var rules = new Rules(database.dataSource());
      assertThat(rules.addDefaults()).isEqualTo(Rules.defaults().size());
      int gas =
          rules.all().stream()
              .filter(r -> r.rule().code().equals("gas-leak"))
              .findFirst()
              .orElseThrow()
              .rule()
              .id();
      rules.end(gas, "wang");

      assertThat(rules.addDefaults()).isZero();
      assertThat(rules.all()).hasSize(Rules.defaults().size() - 1);
      assertThat(rules.find(gas).orElseThrow().ended()).isTrue();
    }
  }
}
