package org.gridwatch.ingest.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleJsonTest {
  private static final String STEP = "[{'severity':'red','high':{'raise':2}}]";

  private static Rule rule(String condition) {
    return RuleJson.parse(
        1,
        2,
        "{'code':'a','condition':%s,'texts':{'title':{'en':'A'}}}"
            .formatted(condition)
            .replace('\'', '"'));
  }

  private static RuleRefusal refusal(String condition) {
    return catchThrowableOfType(RuleRefusal.class, () -> rule(condition));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'level','quantities':['x','y'],'steps':[{'severity':'blue','low':{'raise':1,'clear':2}},"
            + "{'severity':'red','high':{'raise':9,'clear':8},'low':{'raise':0},'hold_s':1.5}]}",
        "{'type':'rate','quantities':['x'],'window_s':300,'counter':true,'rollover':99999,'steps':S}",
        "{'type':'baseline','quantities':['x'],'weeks':4,'steps':S}",
        "{'type':'night_flow','quantities':['x'],'from':'02:00','to':'05:00','days':14,'nights':3,'steps':S}",
        "{'type':'silent','steps':S}",
        "{'type':'clock_ahead','steps':S}",
        "{'type':'event','types':['fire'],'least_score':0.7,'quiet_s':60,'severity':'red'}",
        "{'type':'together','around':'building','window_s':60,'severity':'red','at_least':1,"
            + "'parts':[{'type':'silent','steps':S},{'type':'level','quantities':['x'],'steps':S}]}",
        "{'type':'spread','kind':'gas','at_least':3,'radius_m':200,'window_s':600,'least':'yellow','severity':'red'}"
      })
  void everyConditionIsTheSameAfterItWasWrittenAndRead(String condition) {
    Rule rule = rule(condition.replace("S}", STEP + "}"));
    assertThat(RuleJson.parse(1, 2, RuleJson.write(rule).toString())).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type       | {'type':'magic'}",
        "condition  | {'type':'silent','steps':S,'colour':1}",
        "quantities | {'type':'level','quantities':[],'steps':S}",
        "quantities | {'type':'level','quantities':['CH4'],'steps':S}",
        "steps      | {'type':'level','quantities':['x'],'steps':[]}",
        "steps      | {'type':'level','quantities':['x'],'steps':[{'severity':'red'}]}",
        "steps      |"
            + " {'type':'level','quantities':['x'],'steps':[{'severity':'red','high':{'raise':1,'clear':2}}]}",
        "raise      |"
            + " {'type':'level','quantities':['x'],'steps':[{'severity':'red','high':{'raise':'2'}}]}",
        "severity   |"
            + " {'type':'level','quantities':['x'],'steps':[{'severity':'pink','high':{'raise':1}}]}",
        "hold_s     |"
            + " {'type':'level','quantities':['x'],'steps':[{'severity':'red','high':{'raise':1},'hold_s':-1}]}",
        "window_s   | {'type':'rate','quantities':['x'],'window_s':0,'steps':S}",
        "rollover   | {'type':'rate','quantities':['x'],'window_s':60,'rollover':-1,'steps':S}",
        "weeks      | {'type':'baseline','quantities':['x'],'weeks':27,'steps':S}",
        "weeks      | {'type':'baseline','quantities':['x'],'weeks':1.5,'steps':S}",
        "from       |"
            + " {'type':'night_flow','quantities':['x'],'from':'25:00','to':'05:00','days':14,'nights':3,'steps':S}",
        "from       |"
            + " {'type':'night_flow','quantities':['x'],'from':'05:00','to':'02:00','days':14,'nights':3,'steps':S}",
        "least_score|"
            + " {'type':'event','types':['fire'],'least_score':7,'quiet_s':60,'severity':'red'}",
        "parts      |"
            + " {'type':'together','around':'device','window_s':0,'severity':'red','parts':[{'type':'silent','steps':S}]}",
        "around     |"
            + " {'type':'together','around':'moon','window_s':0,'severity':'red','parts':[{'type':'silent','steps':S},{'type':'silent','steps':S}]}",
        "kinds      |"
            + " {'type':'spread','kind':'steam','at_least':3,'window_s':600,'least':'yellow','severity':'red'}"
      })
  void whatCannotBeIsRefusedNamingTheField(String field, String condition) {
    RuleRefusal refusal = refusal(condition.replace("'steps':S", "'steps':" + STEP));
    assertThat(refusal).as(condition).isNotNull();
    assertThat(refusal.field().split("\\.")).as(refusal.getMessage()).contains(field.strip());
  }

  @Test
  void severitiesGoFromMildToSevereAndEachOnce() {
    String wrong =
        "{'type':'level','quantities':['x'],'steps':[{'severity':'red','high':{'raise':1}},"
            + "{'severity':'blue','high':{'raise':2}}]}";
    assertThat(refusal(wrong).field()).contains("steps");
  }

  @Test
  void whatIsNoJsonIsSaidSo() {
    assertThat(catchThrowableOfType(RuleRefusal.class, () -> RuleJson.parse(0, 1, "{nonsense")))
        .hasMessage("not JSON");
  }

  @Test
  void withoutAClearLimitTheRaiseLimitIsBoth() {
    var level = (Condition.Silent) rule("{'type':'silent','steps':" + STEP + "}").condition();
    assertThat(level.steps().getFirst().high()).isEqualTo(new Limit(2, 2));
  }
}
