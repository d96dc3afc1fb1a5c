/** Days and moments by the clock on the wall of the installation. Pure. */
import { date } from '../format.js';
import { instantOf } from '../zoned.js';

const utc = (day) => Date.parse(`${day}T00:00Z`);

/** `2026-11-30` and 2 to `2026-12-02`. */
export const plusDays = (day, n) => new Date(utc(day) + n * 86400e3).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day) => new Date(utc(day)).getUTCDay() || 7;

export const mondayOf = (day) => plusDays(day, 1 - weekdayOf(day));

/** The next instant, after this one, at which it is that time on that weekday. */
export function nextAt(ms, zone, weekday, time) {
  const today = date(ms, zone);
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const at = instantOf(`${plusDays(today, ahead)}T${time}`, zone);
  return at > ms ? at : instantOf(`${plusDays(today, ahead + 7)}T${time}`, zone);
}
