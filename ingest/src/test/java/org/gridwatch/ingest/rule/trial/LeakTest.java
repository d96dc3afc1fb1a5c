package org.gridwatch.ingest.rule.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridwatch.ingest.rule.trial.Community.rule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.gridwatch.ingest.rule.Condition;
import org.gridwatch.ingest.rule.Ladder;
import org.gridwatch.ingest.rule.NightMeasure;
import org.gridwatch.ingest.rule.Rule;
import org.gridwatch.ingest.rule.RuleBook;
import org.gridwatch.ingest.rule.Rules;
import org.gridwatch.ingest.rule.UsualCurve;
import org.gridwatch.ingest.rule.trial.RealData.Score;
import org.gridwatch.ingest.rule.trial.RealData.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The leaks of L-Town, each in a district of its own: the inflow of about two thousand households,
 * made up with a seed, plus what flows out of the leak. The rules are the defaults, untouched.
 */
@Tag("slow")
class LeakTest {
  private static final int STEP_S = 300;
  private static final int STEPS_A_DAY = 288;
  private static final double MEAN_M3H = 48;
  private static final int CALM_DISTRICTS = 10;
  private static final List<String> PIPES = List.of("p523", "p514", "p653", "p280", "p710", "p142");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]");

  private static final Rule NIGHT = byDefault("water-night-flow");
  private static final Rule UNUSUAL = byDefault("water-flow-unusual");

  /** The same with a longer memory: of sixty nights instead of fourteen. */
  private static final Rule SIXTY_NIGHTS =
      rule(
          "{'type':'night_flow','quantities':['flow'],'from':'02:00','to':'05:00','days':60,"
              + "'nights':3,'steps':[{'severity':'blue','high':{'raise':1.3,'clear':1.2}}]}");

  private static Rule byDefault(String code) {
    return Rules.defaults().stream()
        .filter(rule -> rule.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  /** Least at four in the night, most at eight in the morning and at eight in the evening. */
  private static double ofTheDay(LocalTime time) {
    double hour = time.toSecondOfDay() / 3_600.0;
    double morning = 1.3 * Math.exp(-Math.pow((hour - 8) / 1.8, 2));
    double evening = 1.1 * Math.exp(-Math.pow((hour - 20) / 2.6, 2));
    double day = 0.6 / (1 + Math.exp(-(hour - 6) * 1.6)) / (1 + Math.exp((hour - 22.5) * 1.6));
    return 0.3 + day + morning + evening;
  }

  /** The made up inflow of a district over the year; the seed makes it another district. */
  private static double[] inflow(LocalDateTime begin, int steps, long seed) {
    var random = new Random(seed);
    double mean = 0;
    for (int step = 0; step < STEPS_A_DAY; step++) {
      mean += ofTheDay(LocalTime.ofSecondOfDay(step * (long) STEP_S)) / STEPS_A_DAY;
    }
    var flow = new double[steps];
    double drift = 0;
    double wander = 0;
    for (int step = 0; step < steps; step++) {
      LocalDateTime at = begin.plusSeconds((long) step * STEP_S);
      if (step % STEPS_A_DAY == 0) {
        drift = random.nextGaussian() * 0.04; // one day is not as the other
      }
      wander = 0.7 * wander + random.nextGaussian() * 0.06;
      boolean weekend = at.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
      double season = 1 + 0.1 * Math.sin((at.getDayOfYear() - 110) / 365.0 * 2 * Math.PI);
      flow[step] =
          MEAN_M3H
              / mean
              * ofTheDay(at.toLocalTime())
              * season
              * (weekend ? 1.08 : 1)
              * (1 + drift)
              * Math.exp(wander);
    }
    return flow;
  }

  private record Outcome(Score rows, List<String> raised) {}

  /** Night by night, as the minutes' roll-ups would say it. */
  private static Outcome nights(Rule rule, LocalDateTime begin, double[] flow, double[] leak) {
    var condition = (Condition.NightFlow) rule.condition();
    var measure = new NightMeasure(condition, "flow");
    var ladder = Ladder.calm(condition.steps().size());
    var outcome = new Outcome(new Score(), new ArrayList<>());
    for (int day = 0; day * STEPS_A_DAY + 60 <= flow.length; day++) {
      double least = Double.POSITIVE_INFINITY;
      for (int step = day * STEPS_A_DAY + 24; step < day * STEPS_A_DAY + 60; step += 3) {
        least = Math.min(least, sum(flow, leak, step, step + 3) / 3);
      }
      LocalDateTime at = begin.plusDays(day).with(condition.to());
      double ratio = measure.next(least);
      boolean stood = ladder.standing(condition.steps()) != null;
      if (!Double.isNaN(ratio)) {
        ladder = ladder.next(condition.steps(), ratio, ms(at), Long.MAX_VALUE);
      }
      boolean stands = ladder.standing(condition.steps()) != null;
      if (stands && !stood) {
        outcome.raised.add(at.toLocalDate().toString());
      }
      outcome.rows.add(stands, leak[day * STEPS_A_DAY + 60 - 1] > 0, ms(at));
    }
    return outcome;
  }

  /** Reading by reading, against what was usual at that time in the four weeks before. */
  private static Outcome hours(LocalDateTime begin, double[] flow, double[] leak) {
    var outcome = new Outcome(new Score(), new ArrayList<>());
    var condition = (Condition.Measured) UNUSUAL.condition();
    var trial =
        new DeviceTrial(
            UNUSUAL,
            condition,
            1,
            List.of("flow"),
            STEP_S * 1_500L,
            RuleBook.empty(ZoneOffset.UTC),
            one -> outcome.raised.add(one.raisedAt().toString()));
    var usual = new double[3]; // in the hour before, this one and the next one
    for (int step = 0; step < flow.length; step++) {
      if (step % 12 == 0) {
        for (int beside = -1; beside <= 1; beside++) {
          usual[beside + 1] = usual(flow, leak, step + 12 * beside);
        }
      }
      long at = ms(begin.plusSeconds((long) step * STEP_S));
      double now = UsualCurve.at(at, usual[0], usual[1], usual[2]);
      trial.hear(0, at, at, flow[step] + leak[step], now);
      outcome.rows.add(trial.standing() != null, leak[step] > 0, at);
    }
    trial.end();
    return outcome;
  }

  private static double usual(double[] flow, double[] leak, int hourBegin) {
    var known = new ArrayList<Double>();
    for (int week = 1; week <= 4; week++) {
      int then = hourBegin - week * 7 * STEPS_A_DAY;
      if (then >= 0) {
        known.add(sum(flow, leak, then, then + 12) / 12);
      }
    }
    return known.size() < 2
        ? Double.NaN
        : Medians.of(known.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double sum(double[] flow, double[] leak, int from, int to) {
    return Arrays.stream(flow, from, to).sum() + Arrays.stream(leak, from, to).sum();
  }

  private static long ms(LocalDateTime at) {
    return at.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static double[] leak(Table table, String pipe) {
    var leak = new double[table.rows().size()];
    for (int row = 0; row < leak.length; row++) {
      leak[row] = table.number(row, pipe);
    }
    return leak;
  }

  private static final class Total {
    final Score rows = new Score();
    int falseOnes;
  }

  private interface Method {
    Outcome over(LocalDateTime begin, double[] flow, double[] leak);
  }

  private static Total over(String name, Method method) {
    Table table = RealData.table("water/ltown/2019_leak_flows_m3h_5min.csv.gz", ",");
    LocalDateTime begin = LocalDateTime.parse(table.rows().getFirst()[0], TIME);
    int steps = table.rows().size();
    var total = new Total();
    RealData.print(
        "| "
            + name
            + " | precision | recall | F1 | FAR % | MAR % | found | delay | raised |\n"
            + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (int i = 0; i < PIPES.size(); i++) {
      double[] leak = leak(table, PIPES.get(i));
      Outcome outcome = method.over(begin, inflow(begin, steps, 100 + i), leak);
      double most = Arrays.stream(leak).max().orElse(0);
      String pipe = String.format(Locale.ROOT, "%s, %.1f m3/h", PIPES.get(i), most);
      RealData.print(outcome.rows.line(pipe) + " " + brief(outcome) + " |");
      total.rows.add(outcome.rows);
    }
    RealData.print(total.rows.line("**six leaks**") + " |");
    for (int seed = 900; seed < 900 + CALM_DISTRICTS; seed++) {
      double[] flow = inflow(begin, steps, seed);
      total.falseOnes += method.over(begin, flow, new double[steps]).raised.size();
    }
    RealData.print(
        "%d districts without a leak, a year each: raised %d"
            .formatted(CALM_DISTRICTS, total.falseOnes));
    return total;
  }

  @Test
  void theNightFlowFindsWhatBreaksAtOnceWithinDaysAndHardlyCriesWolf() {
    Total total =
        over("default night flow", (begin, flow, leak) -> nights(NIGHT, begin, flow, leak));
    assertThat(total.rows.delaysS).as("five that broke at once; one grew slowly").hasSize(5);
    assertThat(total.rows.delaysS).allSatisfy(s -> assertThat(s).isLessThanOrEqualTo(7 * 86_400L));
    assertThat(total.falseOnes).isLessThanOrEqualTo(CALM_DISTRICTS);
  }

  @Test
  void withAMemoryOfSixtyNightsItFindsTheOneThatGrewSlowlyOnceItHasOne() {
    Total total =
        over("sixty nights", (begin, flow, leak) -> nights(SIXTY_NIGHTS, begin, flow, leak));
    assertThat(total.rows.delaysS).as("all but that of January, too early to know").hasSize(5);
    assertThat(total.falseOnes).isLessThanOrEqualTo(CALM_DISTRICTS);
  }

  @Test
  void theBaselineFindsGreatBurstsWithinHours() {
    Total total = over("default baseline", LeakTest::hours);
    assertThat(total.rows.delaysS).hasSizeGreaterThanOrEqualTo(3);
    assertThat(total.falseOnes).isLessThanOrEqualTo(CALM_DISTRICTS);
  }

  private static String brief(Outcome outcome) {
    int most = Math.min(3, outcome.raised.size());
    return outcome.raised.size() + ": " + String.join(", ", outcome.raised.subList(0, most));
  }
}
