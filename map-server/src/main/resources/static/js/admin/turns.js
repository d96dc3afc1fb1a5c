/** Turns as they are written down: `{person, from, to, days, holidays, since, until}`; no days are all days. Pure. */

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** As the server says it to as the page has it. */
export const turnOf = ({ person, from, to, days, holidays, since, until }) =>
  ({ person, from: from.slice(0, 5), to: to.slice(0, 5), days: [...(days ?? [])], holidays: holidays ?? 'also', since, until: until ?? null });

export const sameTurn = (one, other) => JSON.stringify(turnOf(one)) === JSON.stringify(turnOf(other));

/** `[field, key of the words]` of what is wrong with it; null when it can be saved. */
export function wrongWith(turn) {
  if (!turn.person) return ['person', 'turn.needsPerson'];
  if (!TIME.test(turn.from)) return ['from', 'turn.needsTime'];
  if (!TIME.test(turn.to)) return ['to', 'turn.needsTime'];
  if (!turn.since) return ['since', 'turn.needsSince'];
  return turn.until && turn.until < turn.since ? ['until', 'turn.untilFirst'] : null;
}

/** `[1, 2, 3, 5]` to `[[1, 3], [5, 5]]`: days that follow one another, first and last. */
export function dayRuns(days) {
  const runs = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    if (runs.at(-1)?.[1] === day - 1) runs.at(-1)[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** What a draft of `{was, now}` means beside what is stored: nothing, `new`, `changed` or `removed`. */
export function changeOf({ was, now }) {
  if (!was) return now ? 'new' : '';
  if (!now) return 'removed';
  return sameTurn(was, now) ? '' : 'changed';
}
