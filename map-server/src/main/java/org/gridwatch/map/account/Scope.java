package org.gridwatch.map.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What an API token may be used for; never more than its owner may do. */
public enum Scope {
  /** Everything its owner may look at. */
  READ,
  /** Act on alerts. */
  ACT,
  /** Change devices and grids. */
  REGISTRY,
  /** Change safety rules, planned work and holidays. */
  RULES,
  /** Change settings and the enrolment key. */
  OPERATE;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Scope of(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "scopes", word, "a scope must be read, act, registry, rules or operate"));
  }
}
