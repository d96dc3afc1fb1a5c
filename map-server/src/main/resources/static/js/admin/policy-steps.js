/** Steps of a policy, and of what would come of it, put together by their time. Pure. */
import { grouped } from './grouped.js';

/** `[{afterSeconds, steps}]` in the order of their time. */
export function stepsByTime(steps) {
  const groups = grouped(steps.toSorted((a, b) => a.afterSeconds - b.afterSeconds), ({ afterSeconds }) => afterSeconds);
  return [...groups].map(([afterSeconds, own]) => ({ afterSeconds, steps: own }));
}

/** The calls of a preview: those of the first time and of the first repeat, by moment; and what follows that is more of the same. */
export function callsByTime(calls) {
  const shown = calls.filter(({ repeat }) => repeat < 2);
  const groups = [...grouped(shown, ({ at }) => at)].map(([at, own]) => ({ at, repeat: own[0].repeat, calls: own }));
  const rest = calls.filter(({ repeat }) => repeat >= 2);
  return { groups, moreRepeats: new Set(rest.map(({ repeat }) => repeat)).size, last: rest.at(-1)?.at ?? null };
}
