/** The part of time a chart shows and what it has to ask for. Pure. */

const HOUR = 3600e3;
const DAY = 24 * HOUR;
export const SPANS = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, year: 365 * DAY };

const STEP_MS = { raw: 0, '1m': 60e3, '1h': HOUR, '1d': DAY };

/** What to load for a view: half of it more on either side, never beyond now. */
export function loadFor({ from, to }, now) {
  const margin = (to - from) / 2;
  return { from: from - margin, to: Math.min(to + margin, now + 60e3) };
}

/** Whether what was loaded still serves a view: it covers it, and at a resolution not far from what the view deserves. */
export function serves(loaded, view, now) {
  if (!loaded) return false;
  const covered = loaded.from <= view.from && loaded.to >= Math.min(view.to, now);
  const ratio = (loaded.to - loaded.from) / (view.to - view.from);
  return covered && ratio < 4.5;
}

/** Keeps a view within reason: at least a minute, at most ten years, not in the future. */
export function bounded({ from, to }, now) {
  const span = Math.min(Math.max(to - from, 60e3), 10 * SPANS.year);
  const end = Math.min(to, now + span * 0.02);
  return { from: end - span, to: end };
}

/**
 * Points `[ms, avg, min, max, count]` with a break wherever nothing was heard for too long: a gap is a gap.
 * Raw points may be three expected intervals apart; where the answer is coarser, its own usual distance counts.
 */
export function withGaps(points, step, expectedIntervalMs) {
  const usual = Math.max(STEP_MS[step] ?? 0, expectedIntervalMs, medianStep(points));
  const longest = (step === 'raw' ? 3 : 2.5) * usual;
  const result = [];
  points.forEach((point, i) => {
    if (i && point[0] - points[i - 1][0] > longest) result.push([(points[i - 1][0] + point[0]) / 2, null, null, null, 0]);
    result.push(point);
  });
  return result;
}

function medianStep(points) {
  if (points.length < 3) return 0;
  const steps = points.slice(1).map((point, i) => point[0] - points[i][0]).sort((a, b) => a - b);
  return steps[steps.length >> 1];
}
