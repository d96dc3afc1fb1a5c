package org.gridwatch.ingest.rule.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.rule.trial.Community.rule;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.trial.RealData.Score;
import org.gridwatch.ingest.rule.trial.RealData.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Raw counts of MQ sensors, which are no %LEL: only how they change, and how they compare with what
 * is usual, means anything. Set by looking at the first half of the clean air and at the perfume.
 */
@Tag("slow")
class GasSensorTest {
  private static final String FILE = "gas/mq7_array_labelled_part1.csv";
  private static final long STEP_MS = 2_000;
  private static final int CLEAN_ROWS = 400;

  private static final Rule CHANGE =
      rule(
          "{'type':'rate','quantities':['mq3','mq135'],'window_s':120,'steps':[{'severity':'yellow',"
              + "'high':{'raise':100,'clear':80},'low':{'raise':-100,'clear':-80},'hold_s':10}]}");
  private static final Rule UNUSUAL =
      rule(
          "{'type':'baseline','quantities':['mq3','mq135'],'weeks':4,'steps':[{'severity':'yellow',"
              + "'high':{'raise':1.25,'clear':1.2},'low':{'raise':0.8,'clear':0.85},'hold_s':20}]}");

  /** Clean air, then the gas, as one stream; usual is the median of clean air before it. */
  private static Score score(Table table, Rule rule, String gas) {
    var condition = (Condition.Measured) rule.condition();
    List<String> quantities = condition.quantities().stream().sorted().toList();
    var trial =
        new DeviceTrial(
            rule,
            condition,
            1,
            quantities,
            STEP_MS * 3 / 2,
            RuleBook.empty(ZoneOffset.UTC),
            raised -> {});
    var clean = rows(table, "NoGas");
    var rows = new ArrayList<>(clean.subList(CLEAN_ROWS, clean.size()));
    rows.addAll(rows(table, gas));
    double[] usual =
        quantities.stream()
            .mapToDouble(q -> median(table, clean.subList(0, CLEAN_ROWS), q))
            .toArray();
    var score = new Score();
    for (int i = 0; i < rows.size(); i++) {
      for (int track = 0; track < usual.length; track++) {
        double value = value(table, rows.get(i), quantities.get(track));
        trial.hear(track, i * STEP_MS, i * STEP_MS, value, usual[track]);
      }
      score.add(trial.standing() != null, i >= clean.size() - CLEAN_ROWS, i * STEP_MS);
    }
    return score;
  }

  private static List<Integer> rows(Table table, String gas) {
    var rows = new ArrayList<Integer>();
    for (int row = 0; row < table.rows().size(); row++) {
      if (table.rows().get(row)[table.column("Gas")].equals(gas)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static double value(Table table, int row, String quantity) {
    return table.number(row, quantity.toUpperCase(java.util.Locale.ROOT));
  }

  private static double median(Table table, List<Integer> rows, String quantity) {
    return Medians.of(rows.stream().mapToDouble(row -> value(table, row, quantity)).toArray());
  }

  @Test
  void smokeAndAMixtureAreFoundByTheirDifferenceAndPerfumeIsNot() {
    Table table = RealData.table(FILE, ",");
    RealData.print("| stream | precision | recall | F1 | FAR % | MAR % | found | median delay |");
    RealData.print("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (String gas : List.of("Perfume", "Smoke", "Mixture")) {
      RealData.print(score(table, CHANGE, gas).line(gas + ", change"));
      RealData.print(score(table, UNUSUAL, gas).line(gas + ", baseline"));
    }
    for (String gas : List.of("Smoke", "Mixture")) {
      assertThat(score(table, CHANGE, gas).delaysS).as(gas).hasSize(1);
      assertThat(score(table, UNUSUAL, gas).delaysS).as(gas).hasSize(1);
      assertThat(score(table, UNUSUAL, gas).falseAlarmRate()).as(gas).isLessThan(0.02);
    }
  }
}
