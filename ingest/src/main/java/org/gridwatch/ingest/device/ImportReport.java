package org.gridwatch.ingest.device;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of each line of a list.
 *
 * @param tokens of the devices created, by name: the only time they are known
 */
public record ImportReport(List<Line> lines, Map<String, String> tokens) {

  public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    REJECTED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What became of one line.
   *
   * @param name may be empty when the line did not say one
   * @param message what is wrong, naming the field and its value; empty when nothing is
   */
  public record Line(int line, String name, Outcome outcome, String message) {}

  /** Lines that were taken: created, updated or unchanged. */
  public int accepted() {
    return lines.size() - count(Outcome.REJECTED);
  }

  public int count(Outcome outcome) {
    return (int) lines.stream().filter(line -> line.outcome() == outcome).count();
  }
}
