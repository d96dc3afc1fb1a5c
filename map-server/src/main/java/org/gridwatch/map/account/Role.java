package org.gridwatch.map.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a person is here to do; the table of who may what is in {@link Permission}. */
public enum Role {
  /** Looks at the map. */
  VIEWER,
  /** Sits in the control room. */
  OFFICER,
  /** Answers for one or more grids and sees those alone. */
  LEADER,
  /** Redraws the grids. */
  PLANNER,
  /** Installs, connects devices, manages accounts. */
  OPERATOR;

  /** As written in the database and in JSON. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "role", word, "role must be viewer, officer, leader, planner or operator"));
  }
}
