/** When who answers may change, worked out from the turns of a grid; who it is then, the server says. Pure. */
import { date } from '../format.js';
import { instantOf } from '../zoned.js';

const DAY_MS = 86_400_000;

/** The instants from `from` over so many days at which somebody else may answer: midnights, turns, swaps; the end is the last. */
export function changes({ shifts = [], swaps = [] }, from, days, zone) {
  const midnight = (n) => instantOf(`${date(from + n * DAY_MS, zone)}T00:00`, zone);
  const end = midnight(days);
  const found = new Set([from, end]);
  for (let n = -1; n <= days; n++) {
    const day = date(from + n * DAY_MS, zone);
    found.add(instantOf(`${day}T00:00`, zone));
    for (const shift of shifts) for (const clock of [shift.from, shift.to]) found.add(instantOf(`${day}T${clock.slice(0, 5)}`, zone));
  }
  for (const swap of swaps) for (const at of [swap.from, swap.to]) if (at) found.add(Date.parse(at));
  return [...found].filter((at) => at >= from && at <= end).sort((a, b) => a - b);
}

/** Between each two of them, with the moment in the middle to ask for. */
export const spansBetween = (instants) => instants.slice(1).map((to, i) => ({ from: instants[i], to, middle: (instants[i] + to) / 2 }));

/** Day by day; within a day, spans in which the same people answer are one. @param spans `{from, to, who}`, who a text that tells people apart */
export function byDay(spans, zone) {
  const days = [];
  for (const span of spans) {
    const day = date(span.from, zone);
    if (days.at(-1)?.day !== day) days.push({ day, spans: [] });
    const today = days.at(-1).spans;
    if (today.at(-1)?.who === span.who) today.at(-1).to = span.to;
    else today.push({ ...span });
  }
  return days;
}
