/** Alerts as rows of the board: which are quiet and why, which a filter lets through, in which order they stand. Pure. */
import { SEVERITIES, severityRank } from './severity.js';

export const QUIET = ['drill', 'shelved', 'held', 'planned'];

/** Why an alert is not to disturb the control room now: `drill`, `held` (by its cause), `planned` (work), `shelved`; or null. */
export function quietWhy(row, now) {
  if (row.drill) return 'drill';
  if (row.heldBackBy) return 'held';
  if (row.silencedBy) return 'planned';
  return row.shelvedUntil && Date.parse(row.shelvedUntil) > now ? 'shelved' : null;
}

export const ANY = { severities: [], kind: '', grid: '', state: 'open', quiet: 'no', text: '' };

const STATES = {
  open: (row) => row.phase !== 'closed',
  new: (row) => row.phase !== 'closed' && !row.acknowledgedAt,
  acknowledged: (row) => row.phase !== 'closed' && Boolean(row.acknowledgedAt),
  cleared: (row) => row.phase === 'cleared',
  mine: (row, me) => row.phase !== 'closed' && Boolean(row.assignedTo) && me.includes(row.assignedTo),
  closed: (row) => row.phase === 'closed',
};
export const BOARD_STATES = Object.keys(STATES);

/** @param me the names the reader goes by */
export function lets(filter, row, me = []) {
  if (filter.severities.length && !filter.severities.includes(row.severity)) return false;
  if (filter.kind && row.kind !== filter.kind) return false;
  if (filter.grid && !row.grids?.includes(filter.grid)) return false;
  return STATES[filter.state](row, me) && speaksOf(row, filter.text);
}

/** Every word of the text somewhere in what the row says, in either language. */
function speaksOf(row, text) {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const said = [row.id, row.title?.zh, row.title?.en, row.explanation?.zh, row.explanation?.en, row.device, row.deviceLabel, row.address, row.rule, row.assignedTo, row.shelfReason]
    .filter((part) => part !== null && part !== undefined).join('\n').toLowerCase();
  return words.every((word) => said.includes(word));
}

/** The worst first, among equals the oldest: what waits longest is on top. */
export const bySeverity = (a, b) => severityRank(b.severity) - severityRank(a.severity) || byAge(a, b);
export const byAge = (a, b) => Date.parse(a.raisedAt) - Date.parse(b.raisedAt) || a.id - b.id;
export const byNewest = (a, b) => byAge(b, a);
export const ORDERS = { severity: bySeverity, age: byAge, newest: byNewest };

/** How many disturb, by severity, and how many are quiet. */
export function countRows(rows, now) {
  const counts = { ...Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])), quiet: 0 };
  for (const row of rows) if (row.phase !== 'closed') counts[quietWhy(row, now) ? 'quiet' : row.severity]++;
  return counts;
}

/** What the board lists: rows, then the quiet ones under a heading each, held back ones next to their cause. */
export function listed(rows, filter, { now, me = [], order = bySeverity }) {
  const through = rows.filter((row) => lets(filter, row, me)).toSorted(order);
  const having = (why) => through.filter((row) => quietWhy(row, now) === why);
  const items = filter.quiet === 'only' ? [] : having(null).map((row) => ({ row }));
  if (filter.quiet === 'no') return items;
  for (const why of QUIET) {
    const members = having(why);
    if (!members.length) continue;
    const together = why === 'held' ? members.toSorted((a, b) => a.heldBackBy - b.heldBackBy) : members; // stable: the order stays inside
    items.push({ heading: why, n: members.length }, ...together.map((row) => ({ row, why })));
  }
  return items;
}
