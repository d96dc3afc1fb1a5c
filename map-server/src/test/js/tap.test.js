import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptPresses, worthKeeping } from '../../main/resources/static/js/tap/kept.js';
import { byDay, changes, spansBetween } from '../../main/resources/static/js/tap/turns.js';

const ZONE = 'Asia/Shanghai';
const at = (wall) => Date.parse(`${wall}:00+08:00`);

/** Like a tab's own, with so much room. */
function storage(room = Infinity) {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (value.length > room) throw new Error('QuotaExceededError');
      kept.set(key, value);
    },
  };
}

test('what was pressed without a connection is kept in its order, for this link alone', () => {
  const tab = storage();
  const mine = keptPresses('A', tab);
  keptPresses('B', tab).add({ action: 'help', body: {} });
  mine.add({ action: 'acknowledge', body: {} });
  mine.add({ action: 'note', body: { words: 'here' } });
  assert.deepEqual(keptPresses('A', tab).list().map(({ action }) => action), ['acknowledge', 'note']);
  mine.drop();
  assert.deepEqual(mine.list().map(({ action }) => action), ['note']);
  mine.drop();
  assert.deepEqual(mine.list(), []);
  assert.equal(keptPresses('B', tab).list().length, 1);
});

test('a press that is kept already is not kept twice, and one without room says so', () => {
  const mine = keptPresses('A', storage(200));
  assert.equal(mine.add({ action: 'on-site', body: {} }), true);
  assert.equal(mine.add({ action: 'on-site', body: {} }), true);
  assert.equal(mine.list().length, 1);
  assert.equal(mine.add({ action: 'photo', picture: 'x'.repeat(300) }), false);
  assert.equal(mine.list().length, 1);
});

test('only what nobody has answered is sent again', () => {
  for (const status of [0, 502, 503, 504]) assert.equal(worthKeeping({ status }, { action: 'note' }), true);
  for (const status of [400, 401, 403, 404, 409, 410, 413, 429, 500]) assert.equal(worthKeeping({ status }, { action: 'note' }), false);
  assert.equal(worthKeeping({ status: 503 }, { action: 'help' }), false);
  assert.equal(worthKeeping({ status: 0 }, { action: 'help' }), true);
});

test('who answers may change at midnight, at turns and at swaps, and from now to the end of the days', () => {
  const rota = { shifts: [{ from: '20:00', to: '08:00' }], swaps: [{ from: '2026-01-06T02:00:00Z', to: '2026-01-09T02:00:00Z' }] };
  const found = changes(rota, at('2026-01-05T10:30'), 2, ZONE);
  assert.deepEqual(found.map((ms) => new Date(ms + 8 * 3600e3).toISOString().slice(5, 16)),
    ['01-05T10:30', '01-05T20:00', '01-06T00:00', '01-06T08:00', '01-06T10:00', '01-06T20:00', '01-07T00:00']);
  assert.deepEqual(changes({}, at('2026-01-05T00:00'), 1, ZONE), [at('2026-01-05T00:00'), at('2026-01-06T00:00')]);
});

test('within a day the same people are one span, and days stay apart', () => {
  const spans = spansBetween([at('2026-01-05T10:00'), at('2026-01-05T20:00'), at('2026-01-06T00:00'), at('2026-01-06T08:00')]);
  assert.equal(spans[0].middle, at('2026-01-05T15:00'));
  const days = byDay(spans.map((span) => ({ ...span, who: 'Li' })), ZONE);
  assert.deepEqual(days.map(({ day, spans: own }) => [day, own.length]), [['2026-01-05', 1], ['2026-01-06', 1]]);
  assert.equal(days[0].spans[0].to, at('2026-01-06T00:00'));
  assert.equal(byDay(spans.map((span, i) => ({ ...span, who: `${i}` })), ZONE)[0].spans.length, 2);
});
