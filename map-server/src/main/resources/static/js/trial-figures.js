/** The figures of a trial as they are drawn. Pure. */

const WORST_FIRST = ['red', 'orange', 'yellow', 'blue'];

const LONGEST_MS = 366 * 86400e3;

/** What is wrong with trying from one instant to another: `{field, why}`, or null. */
export function spanTrouble(fromMs, toMs, nowMs) {
  if (Number.isNaN(fromMs)) return { field: 'from', why: 'noTime' };
  if (Number.isNaN(toMs)) return { field: 'to', why: 'noTime' };
  if (fromMs >= nowMs) return { field: 'from', why: 'future' };
  if (toMs > nowMs) return { field: 'to', why: 'future' };
  if (toMs <= fromMs) return { field: 'to', why: 'backwards' };
  return toMs - fromMs > LONGEST_MS ? { field: 'from', why: 'tooLong' } : null;
}

/** The words that say why history knows nothing of a condition; null: it does. */
export function whyNotTried({ type, parts = [] }) {
  if (type === 'clock_ahead') return 'trial.noClock';
  return parts.some((part) => whyNotTried(part)) ? 'trial.noClockPart' : null;
}

/** Whether something must have been measured for it to judge at all; of events and alerts there may well be none. */
export const looksAtReadings = ({ type }) => !['event', 'spread', 'together'].includes(type);

/** By day: how high each severity's part of the bar is, as a share of the highest day. */
export function barsOf(days) {
  const totals = days.map(({ counts }) => WORST_FIRST.reduce((sum, severity) => sum + counts[severity], 0));
  const most = Math.max(1, ...totals);
  return days.map(({ day, counts }, i) => ({
    day,
    total: totals[i],
    parts: WORST_FIRST.filter((severity) => counts[severity]).map((severity) => ({ severity, share: counts[severity] / most })),
  }));
}

/** Alerts a day over the whole span. */
export const perDay = (total, fromMs, toMs) => total / Math.max((toMs - fromMs) / 86400e3, 1 / 24);

/** The worst ones first, the newest of them before the others. */
export const worstFirst = (alerts) =>
  alerts.toSorted((a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity) || Date.parse(b.raisedAt) - Date.parse(a.raisedAt));

/** A duration as people say it; `say` has the words. */
export function lastedText(seconds, say) {
  if (seconds < 90) return say('trial.lasted.seconds', { n: seconds });
  if (seconds < 90 * 60) return say('trial.lasted.minutes', { n: Math.round(seconds / 60) });
  if (seconds < 36 * 3600) return say('trial.lasted.hours', { n: Math.round(seconds / 3600) });
  return say('trial.lasted.days', { n: Math.round(seconds / 86400) });
}
