import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf, lastedText, looksAtReadings, perDay, spanTrouble, whyNotTried, worstFirst } from '../../main/resources/static/js/trial-figures.js';

const day = (name, red, orange, yellow, blue) => ({ day: name, counts: { red, orange, yellow, blue } });

test('the highest day is a full bar, the others are in proportion, severities stacked worst first', () => {
  const bars = barsOf([day('a', 1, 0, 3, 0), day('b', 0, 0, 0, 0), day('c', 0, 2, 0, 0)]);
  assert.deepEqual(bars.map(({ total }) => total), [4, 0, 2]);
  assert.deepEqual(bars[0].parts, [{ severity: 'red', share: 0.25 }, { severity: 'yellow', share: 0.75 }]);
  assert.deepEqual(bars[1].parts, []);
  assert.deepEqual(bars[2].parts, [{ severity: 'orange', share: 0.5 }]);
});

test('no day at all is no bar at all', () => assert.deepEqual(barsOf([]), []));

test('alerts a day are over the span, and an hour is the shortest span', () => {
  assert.equal(perDay(14, 0, 7 * 86400e3), 2);
  assert.equal(perDay(1, 0, 0), 24);
});

test('the worst come first, the newest of them before the others', () => {
  const at = (severity, raisedAt) => ({ severity, raisedAt });
  const sorted = worstFirst([at('blue', '2026-11-22T03:00:00Z'), at('red', '2026-11-20T03:00:00Z'), at('red', '2026-11-21T03:00:00Z')]);
  assert.deepEqual(sorted.map(({ raisedAt }) => raisedAt.slice(8, 10)), ['21', '20', '22']);
});

test('a duration is said in the unit that fits', () => {
  const say = (key, { n }) => `${n} ${key.split('.').at(-1)}`;
  assert.equal(lastedText(89, say), '89 seconds');
  assert.equal(lastedText(90, say), '2 minutes');
  assert.equal(lastedText(7200, say), '2 hours');
  assert.equal(lastedText(3 * 86400, say), '3 days');
});

test('a span begins before it ends, in the past, and is a year at most', () => {
  const day = 86400e3;
  const today = 1000 * day;
  assert.equal(spanTrouble(today - day, today, today), null);
  assert.equal(spanTrouble(today - 366 * day, today, today), null);
  assert.deepEqual(spanTrouble(NaN, today, today), { field: 'from', why: 'noTime' });
  assert.deepEqual(spanTrouble(today - day, NaN, today), { field: 'to', why: 'noTime' });
  assert.deepEqual(spanTrouble(today, today + 1, today), { field: 'from', why: 'future' });
  assert.deepEqual(spanTrouble(today - day, today + 1, today), { field: 'to', why: 'future' });
  assert.deepEqual(spanTrouble(today - day, today - day, today), { field: 'to', why: 'backwards' });
  assert.deepEqual(spanTrouble(today - 367 * day, today, today), { field: 'from', why: 'tooLong' });
});

test('a clock that is ahead cannot be tried, alone or as a part', () => {
  assert.equal(whyNotTried({ type: 'level' }), null);
  assert.equal(whyNotTried({ type: 'clock_ahead' }), 'trial.noClock');
  assert.equal(whyNotTried({ type: 'together', parts: [{ type: 'level' }, { type: 'silent' }] }), null);
  assert.equal(whyNotTried({ type: 'together', parts: [{ type: 'level' }, { type: 'clock_ahead' }] }), 'trial.noClockPart');
});

test('without a reading a limit judges nothing; without an event all was calm', () => {
  assert.equal(looksAtReadings({ type: 'level' }), true);
  assert.equal(looksAtReadings({ type: 'event' }), false);
});
