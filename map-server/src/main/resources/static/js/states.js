/** Kinds and states as small numbers, in the order of the wire; counting them. Pure. */

export const KINDS = ['gas', 'water', 'power', 'camera'];
export const STATES = ['normal', 'warning', 'alarm', 'silent'];
export const NORMAL = 0;
export const WARNING = 1;
export const ALARM = 2;
export const SILENT = 3;

/** From worst to best: the order of lists, rings and counts. */
export const WORST_FIRST = [ALARM, WARNING, SILENT, NORMAL];

const RANK = [0, 2, 3, 1]; // by state code: normal, warning, alarm, silent

export const rank = (state) => RANK[state];

/** True when a change of state is one somebody must notice. */
export const gotWorse = (was, now) => (now === WARNING || now === ALARM) && RANK[now] > RANK[was];

/** Counts by state code of the devices in `members` (all when left out) for which `shown` holds. */
export function countStates(states, members, shown = () => true) {
  const counts = [0, 0, 0, 0];
  const n = members ? members.length : states.length;
  for (let i = 0; i < n; i++) {
    const index = members ? members[i] : i;
    if (shown(index)) counts[states[index]]++;
  }
  return counts;
}

/** The worst state that occurs in counts by state code; normal when there is nothing. */
export function worstOf(counts) {
  return WORST_FIRST.find((state) => counts[state] > 0) ?? NORMAL;
}

/**
 * Arcs of a cluster's ring: `{state, from, to}` in turns from 0 to 1. What is few is still given
 * `least` of the ring, at the cost of what is most.
 */
export function arcs(counts, least = 0.06, order = WORST_FIRST) {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return [];
  const shares = order.filter((state) => counts[state] > 0).map((state) => ({ state, share: Math.max(counts[state] / total, least) }));
  const most = shares.reduce((a, b) => (b.share > a.share ? b : a));
  most.share -= shares.reduce((sum, s) => sum + s.share, 0) - 1;
  let from = 0;
  return shares.map(({ state, share }) => ({ state, from, to: (from += share) }));
}
