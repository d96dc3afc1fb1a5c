/**
 * A week in which these turns are taken, by the clock on the wall: who has which minutes of which day, and which nobody
 * has. The hours that a clock is moved by are not seen here, and neither are swaps and leave. Pure.
 */
import { plusDays, weekdayOf } from './moments.js';

const DAY = 1440;

const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether the turn begins on that day. */
export function takenOn(turn, day, holidays) {
  if (day < turn.since || (turn.until && day > turn.until)) return false;
  const inWeek = !turn.days.length || turn.days.includes(weekdayOf(day));
  const holiday = holidays.has(day);
  if (turn.holidays === 'only') return holiday;
  return inWeek && !(turn.holidays === 'not' && holiday);
}

/** The minutes of that day; those after midnight belong to a turn that began the day before. */
function pieces(turn, day, holidays) {
  const [from, to] = [minutes(turn.from), minutes(turn.to)];
  const today = takenOn(turn, day, holidays);
  if (from === to) return today ? [[0, DAY]] : [];
  if (from < to) return today ? [[from, to]] : [];
  const rest = to > 0 && takenOn(turn, plusDays(day, -1), holidays) ? [[0, to]] : [];
  return today ? [...rest, [from, DAY]] : rest;
}

/** @returns seven days `{day, holiday, bars, lanes, gaps}`; bars `{turn, index, from, to, lane}`, gaps `{from, to}`, in minutes */
export function weekOf(turns, monday, holidays) {
  return Array.from({ length: 7 }, (_, i) => dayOf(turns, plusDays(monday, i), holidays));
}

function dayOf(turns, day, holidays) {
  const bars = turns.flatMap((turn, index) => pieces(turn, day, holidays).map(([from, to]) => ({ turn, index, from, to })))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  return { day, holiday: holidays.has(day), bars, lanes: intoLanes(bars), gaps: turns.length ? between(bars) : [] };
}

/** Bars that overlap stand below one another; how many lanes that takes. */
function intoLanes(bars) {
  const ends = [];
  for (const bar of bars) {
    const free = ends.findIndex((end) => end <= bar.from);
    bar.lane = free < 0 ? ends.length : free;
    ends[bar.lane] = bar.to;
  }
  return Math.max(1, ends.length);
}

function between(bars) {
  const gaps = [];
  let reached = 0;
  for (const { from, to } of bars) {
    if (from > reached) gaps.push({ from: reached, to: from });
    reached = Math.max(reached, to);
  }
  return reached < DAY ? [...gaps, { from: reached, to: DAY }] : gaps;
}

/** The gaps of a week, those over midnight as one: `{day, from, toDay, to}`. */
export function gapsOf(week) {
  const joined = [];
  for (const { day, gaps } of week) {
    for (const { from, to } of gaps) {
      const last = joined.at(-1);
      if (from === 0 && last?.to === DAY && last.toDay === plusDays(day, -1)) Object.assign(last, { toDay: day, to });
      else joined.push({ day, from, toDay: day, to });
    }
  }
  return joined;
}

/** 450 to `07:30`, 1440 to `24:00`. */
export const clockText = (n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
