/** The figures of a trial as they are drawn. Pure. */

const WORST_FIRST = ['red', 'orange', 'yellow', 'blue'];

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
