package org.gridwatch.ingest.rule;

/**
 * Where a step begins and where it is over.
 *
 * @param raise at this value it is a breach
 * @param clear the way back: only beyond this value is it over
 */
public record Limit(double raise, double clear) {
  public Limit {
    if (!Double.isFinite(raise) || !Double.isFinite(clear)) {
      throw new RuleRefusal("limit", raise + "/" + clear, "a limit must be a finite number");
    }
  }
}
