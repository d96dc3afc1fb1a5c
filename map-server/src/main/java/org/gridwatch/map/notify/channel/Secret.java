package org.gridwatch.map.notify.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A key or password. Printing it shows nothing; writing it as JSON, to be stored, does. */
public record Secret(@JsonValue String value) {
  /** Stands for one that is set but not shown. */
  public static final Secret HIDDEN = new Secret("***");

  static final Secret NONE = new Secret("");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Secret {}

  public boolean hidden() {
    return equals(HIDDEN);
  }

  boolean given() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return "***";
  }
}
