package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

  @Test
  void everyDefaultStandsInTheManualWithItsSource() throws Exception {
    String manual = Files.readString(Path.of("../docs/rules.md"));
    assertThat(Rules.defaults())
        .allSatisfy(
            rule ->
                assertThat(
                        manual.lines().filter(line -> line.startsWith("| `" + rule.code() + "`")))
                    .as(rule.code())
                    .singleElement()
                    .asString()
                    .contains(rule.source()));
  }

  @Test
  void processesThatStartTogetherAddEachDefaultOnce() throws Exception {
    try (var database = TestDatabase.create();
        var starting = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> start = () -> new Rules(database.dataSource()).addDefaults();
      int added = 0;
      for (var one : starting.invokeAll(Collections.nCopies(4, start))) {
        added += one.get();
      }
      assertThat(added).isEqualTo(Rules.defaults().size());
      assertThat(new Rules(database.dataSource()).all()).hasSize(added);
    }
  }
}
