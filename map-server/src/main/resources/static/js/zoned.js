/** Wall clocks of the installation's zone, as `<input type="datetime-local">` speaks them. Pure. */
import { date, minute } from './format.js';

/** `2026-11-22T13:05` of an instant. */
export const wallClock = (ms, zone) => `${date(ms, zone)}T${minute(ms, zone)}`;

/** The instant at which clocks in the zone show `2026-11-22T13:05`; NaN for what is no time. Where clocks go back it is the earlier one or the later. */
export function instantOf(wall, zone) {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return NaN;
  const offsetAt = (ms) => Date.parse(`${wallClock(ms, zone)}Z`) - Math.floor(ms / 60e3) * 60e3;
  const guess = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(guess);
}
