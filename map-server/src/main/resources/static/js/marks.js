/**
 * What a device looks like on the map: its state, or where it has open alerts the severity of the worst. Orange looks
 * like a warning and red like an alarm; yellow and blue are marks of their own. Pure.
 */
import { ALARM, NORMAL, SILENT, WARNING } from './states.js';

export { ALARM, NORMAL, SILENT, WARNING };
export const YELLOW = 4;
export const BLUE = 5;

/** Names of colours and glyphs by mark. */
export const MARKS = ['normal', 'warning', 'alarm', 'silent', 'yellow', 'blue'];
export const MARKS_WORST_FIRST = [ALARM, WARNING, YELLOW, BLUE, SILENT, NORMAL];

export const isLoudMark = (mark) => mark !== NORMAL && mark !== SILENT;

export const markAt = (store, i) => store.alerted[i] || store.states[i];

export function countMarks(store, members) {
  const counts = new Array(MARKS.length).fill(0);
  for (let i = 0; i < members.length; i++) counts[markAt(store, members[i])]++;
  return counts;
}

export const worstMark = (counts) => MARKS_WORST_FIRST.find((mark) => counts[mark] > 0) ?? NORMAL;

/** Takes the worst marks of open alerts, by name of device, into the columns; true when one is another now. */
export function takeMarks(store, byName) {
  const before = store.alerted.slice();
  store.alerted.fill(0);
  for (const [name, mark] of byName) {
    const i = store.byName.get(name);
    if (i !== undefined) store.alerted[i] = mark;
  }
  return before.some((mark, i) => mark !== store.alerted[i]);
}
