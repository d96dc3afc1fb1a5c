/** The limits of a rule that a chart can draw, out of its JSON. Pure. */

/**
 * Levels alone are in the unit that is charted; rates, baselines and night flows are judged against something else.
 *
 * @returns `[{severity, raise, clear, side}]`
 */
export function limitsOf(rule, quantity) {
  return levels(rule?.condition).filter(({ quantities = [] }) => quantities.includes(quantity)).flatMap(({ steps = [] }) =>
    steps.flatMap(({ severity, high, low }) => [['high', high], ['low', low]].filter(([, limit]) => limit)
      .map(([side, { raise, clear = raise }]) => ({ severity, raise, clear, side }))));
}

/** A level itself, or those among the parts of several together. */
function levels(condition) {
  if (condition?.type === 'level') return [condition];
  return condition?.type === 'together' ? condition.parts.flatMap(levels) : [];
}

/** The part of time around an alert: from before it was seen to after it ended or to now, at least half an hour. */
export function momentOf(row, now) {
  const from = Date.parse(row.takenAt ?? row.raisedAt);
  const to = Math.min(row.clearedAt ? Date.parse(row.clearedAt) : now, now);
  const margin = Math.min(Math.max((to - from) * 0.25, 15 * 60e3), 6 * 3600e3);
  return { from: from - margin, to: Math.min(to + margin, now + 60e3) };
}
