package org.gridwatch.ingest.rule.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.rule.trial.Community.rule;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.trial.RealData.Score;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The pump and water loop of SKAB, about a reading a second: the same four rules for all files, set
 * by looking at seven of the fifteen.
 */
@Tag("slow")
class PumpAndValveTest {
  private static final List<String> LOOKED_AT =
      List.of("anomaly-free", "valve1-0", "valve1-1", "valve1-2", "other-1", "other-5", "other-10");
  private static final List<String> NEVER_SEEN =
      List.of(
          "valve1-3",
          "valve1-4",
          "valve1-5",
          "valve1-6",
          "valve1-7",
          "other-2",
          "other-7",
          "other-12");

  private static final Map<String, String> COLUMNS =
      Map.of(
          "flow", "Volume Flow RateRMS",
          "vibration_a", "Accelerometer1RMS",
          "vibration_b", "Accelerometer2RMS");

  private static final List<Rule> RULES =
      List.of(
          rule(
              "{'type':'rate','quantities':['flow'],'window_s':450,'steps':[{'severity':'yellow',"
                  + "'low':{'raise':-1.5,'clear':-1.2},'hold_s':30}]}"),
          rule(
              "{'type':'rate','quantities':['flow'],'window_s':450,'steps':[{'severity':'yellow',"
                  + "'high':{'raise':4,'clear':3.2},'hold_s':30}]}"),
          rule(
              "{'type':'level','quantities':['flow'],'steps':[{'severity':'orange',"
                  + "'low':{'raise':20,'clear':25},'hold_s':10}]}"),
          rule(
              "{'type':'level','quantities':['vibration_a','vibration_b'],'steps':["
                  + "{'severity':'orange','high':{'raise':0.4,'clear':0.36},'hold_s':10}]}"));

  /** A reading a second, and now and then one after three. */
  private static final long LONGEST_GAP_MS = 3_000;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private static Score score(String file) {
    var table = RealData.table("water/skab/" + file + ".csv", ";");
    var book = RuleBook.empty(ZoneOffset.UTC);
    var trials =
        RULES.stream()
            .map(
                rule -> {
                  var condition = (Condition.Measured) rule.condition();
                  var quantities = condition.quantities().stream().sorted().toList();
                  return new DeviceTrial(
                      rule, condition, 1, quantities, LONGEST_GAP_MS, book, raised -> {});
                })
            .toList();
    var score = new Score();
    for (int row = 0; row < table.rows().size(); row++) {
      String cell = table.rows().get(row)[table.column("datetime")];
      long at = LocalDateTime.parse(cell, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
      boolean standing = false;
      for (int i = 0; i < trials.size(); i++) {
        var condition = (Condition.Measured) RULES.get(i).condition();
        int track = 0;
        for (String quantity : condition.quantities().stream().sorted().toList()) {
          double value = table.number(row, COLUMNS.getOrDefault(quantity, ""));
          trials.get(i).hear(track++, at, at, value, Double.NaN);
        }
        standing |= trials.get(i).standing() != null;
      }
      boolean label = table.column("anomaly") >= 0 && table.number(row, "anomaly") > 0;
      score.add(standing, label, at);
    }
    return score;
  }

  private static Score all(String name, List<String> files) {
    var all = new Score();
    for (String file : files) {
      Score one = score(file);
      RealData.print(one.line(file));
      all.add(one);
    }
    RealData.print(all.line("**" + name + "**"));
    return all;
  }

  @Test
  void rulesAsAnOperatorSetsThemFindMostOfWhatHappened() {
    RealData.path("water/skab/valve1-0.csv");
    RealData.print("| file | precision | recall | F1 | FAR % | MAR % | found | median delay |");
    RealData.print("| --- | --- | --- | --- | --- | --- | --- | --- |");
    Score looked = all("seven looked at", LOOKED_AT);
    Score unseen = all("eight never seen", NEVER_SEEN);
    var both = new Score();
    both.add(looked);
    both.add(unseen);
    RealData.print(both.line("**all fifteen**"));
    assertThat(unseen.f1()).isGreaterThan(0.6);
    assertThat(unseen.falseAlarmRate()).isLessThan(0.08);
    assertThat(looked.f1()).isGreaterThan(0.5);
  }
}
