package org.gridwatch.ingest.rule;

/**
 * A state and what made it.
 *
 * @param reason a quantity, an event's type, {@code silence}, or empty
 */
public record Verdict(DeviceState state, String reason) {
  public static final Verdict NORMAL = new Verdict(DeviceState.NORMAL, "");
  public static final Verdict SILENT = new Verdict(DeviceState.SILENT, "silence");

  /** The worse of two things that are both true; of equal ones the first. */
  public Verdict or(Verdict other) {
    return other.state.worseThan(state) ? other : this;
  }
}
