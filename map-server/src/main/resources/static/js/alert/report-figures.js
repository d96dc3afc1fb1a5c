/** The figures of a report as what is drawn: each with its target, and whether it keeps to it. Pure. */

/** `{name, value, target, kind}`: a value of `kind` number, share or seconds; without a target when nobody aims at one. */
export function metersOf({ load, standing, judged, acknowledge, clear, targets }) {
  return [
    { name: 'perTenMinutes', value: load.perTenMinutes, target: targets.perTenMinutes, kind: 'number' },
    { name: 'perHour', value: load.perHour, target: targets.perHour, kind: 'number' },
    { name: 'perDay', value: load.perDay, target: targets.perDay, kind: 'number' },
    { name: 'mostInTenMinutes', value: load.mostInTenMinutes, target: targets.floodInTenMinutes, kind: 'number' },
    { name: 'mostInAnHour', value: load.mostInAnHour, target: targets.peakPerHour, kind: 'number' },
    { name: 'floodShare', value: load.floodShare, target: targets.floodShare, kind: 'share' },
    { name: 'standing', value: standing.length, target: targets.standing, kind: 'number' },
    { name: 'falseShare', value: judged.falseShare, target: null, kind: 'share' },
    { name: 'acknowledge', value: acknowledge.p50S, most: acknowledge.p90S, target: null, kind: 'seconds' },
    { name: 'clear', value: clear.p50S, most: clear.p90S, target: null, kind: 'seconds' },
  ];
}

export const isOver = ({ value, target }) => Number.isFinite(target) && Number.isFinite(value) && value > target;

/** How far the bar and the mark of the target reach, of 1; the longer of both leaves a little room. */
export function reach({ value, target }) {
  const most = Math.max(value ?? 0, target ?? 0) * 1.15 || 1;
  return { bar: (value ?? 0) / most, mark: Number.isFinite(target) ? target / most : null };
}

/** Slots of ten minutes gathered into at most `n` columns over the whole time; each as high as its worst slot. */
export function columnsOf(slots, from, to, n) {
  const columns = new Array(n).fill(0);
  for (const slot of slots) {
    const at = Math.min(Math.max(Math.floor(((Date.parse(slot.from) - from) / (to - from)) * n), 0), n - 1);
    columns[at] = Math.max(columns[at], slot.alerts);
  }
  return columns;
}

/** Seconds in the unit people would use: `{key, n}`. */
export function duration(seconds) {
  if (seconds < 90) return { key: 'interval.seconds', n: Math.round(seconds) };
  if (seconds < 5400) return { key: 'interval.minutes', n: Math.round(seconds / 60) };
  return { key: 'interval.hours', n: Number((seconds / 3600).toFixed(1)) };
}
