import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitsOf, momentOf } from '../../main/resources/static/js/alert/limits.js';
import { createTicks } from '../../main/resources/static/js/alert/ticks.js';
import { markOf, worseOf } from '../../main/resources/static/js/alert/severity.js';
import { ALARM, BLUE, WARNING, YELLOW, countMarks, takeMarks, worstMark } from '../../main/resources/static/js/marks.js';
import { hashOf, parseHash } from '../../main/resources/static/js/selection.js';
import { columnsOf } from '../../main/resources/static/js/store.js';
import { instantOf, wallClock } from '../../main/resources/static/js/zoned.js';

const LEAK = { condition: { type: 'level', quantities: ['ch4_lel'], steps: [{ severity: 'yellow', high: { raise: 10, clear: 5 } }, { severity: 'red', high: { raise: 50 }, low: { raise: 1, clear: 2 } }] } };

test('each limit of a level is a line of the chart, with what clears it; without one the limit itself clears', () => {
  assert.deepEqual(limitsOf(LEAK, 'ch4_lel').map(({ severity, raise, clear }) => [severity, raise, clear]), [['yellow', 10, 5], ['red', 50, 50], ['red', 1, 2]]);
});

test('limits of another quantity, of a rate or of an event are no lines', () => {
  assert.deepEqual(limitsOf(LEAK, 'co_ppm'), []);
  assert.deepEqual(limitsOf({ condition: { type: 'rate', quantities: ['pressure'], steps: [{ severity: 'red', low: { raise: 1 } }] } }, 'pressure'), []);
  assert.deepEqual(limitsOf(null, 'ch4_lel'), []);
});

test('levels among several conditions together are lines as well', () => {
  assert.equal(limitsOf({ condition: { type: 'together', parts: [LEAK.condition, { type: 'silent', steps: [] }] } }, 'ch4_lel').length, 3);
});

test('the chart shows what came before and after, at least a quarter of an hour on either side, and no future', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const ended = momentOf({ takenAt: '2026-11-22T10:00:00Z', clearedAt: '2026-11-22T10:10:00Z' }, now);
  assert.deepEqual(ended, { from: Date.parse('2026-11-22T09:45:00Z'), to: Date.parse('2026-11-22T10:25:00Z') });
  assert.ok(momentOf({ takenAt: '2026-11-22T11:59:00Z', clearedAt: null }, now).to <= now + 60e3);
});

test('a range is ticked as its end is, and what has left the board is ticked no more', () => {
  const ticks = createTicks();
  ticks.toggle(2);
  ticks.toggle(5, [1, 2, 3, 4, 5, 6], true);
  assert.deepEqual(ticks.ids(), [2, 3, 4, 5]);
  ticks.keepOnly([1, 3]);
  assert.deepEqual(ticks.ids(), [3]);
  ticks.toggleAll([1, 3]);
  assert.equal(ticks.size, 2);
  ticks.toggleAll([1, 3]);
  assert.equal(ticks.size, 0);
});

test('an alert changes the look of its device and of the group around it, and takes it back when it is gone', () => {
  const store = columnsOf({ ids: [1, 2], names: ['A', 'B'], labels: ['', ''], kinds: [0, 0], leaves: [1, 1], lons: [1, 1], lats: [1, 1] });
  assert.ok(takeMarks(store, [['A', markOf('yellow')], ['B', markOf('blue')], ['unknown', markOf('red')]]));
  const counts = countMarks(store, [0, 1]);
  assert.deepEqual([counts[YELLOW], counts[BLUE], worstMark(counts)], [1, 1, YELLOW]);
  assert.ok(!takeMarks(store, [['A', markOf('yellow')], ['B', markOf('blue')]]));
  assert.ok(takeMarks(store, []));
  assert.equal(worstMark(countMarks(store, [0, 1])), 0);
});

test('the four severities have four looks, ordered', () => {
  assert.deepEqual(['red', 'orange', 'yellow', 'blue'].map(markOf), [ALARM, WARNING, YELLOW, BLUE]);
  assert.equal(worseOf('yellow', 'orange'), 'orange');
});

test('alerts and the views over the map have addresses of their own', () => {
  for (const selected of [{ type: 'alert', ref: '123' }, { type: 'incident', ref: '7' }, { type: 'board', ref: '' }, { type: 'incidents', ref: '' }]) assert.deepEqual(parseHash(hashOf(selected)), selected);
  assert.equal(parseHash('#alert/'), null);
  assert.equal(parseHash('#board/x'), null);
});

test('a shelf ends by the clocks of the installation, whatever the browser thinks', () => {
  assert.equal(instantOf('2026-11-22T20:30', 'Asia/Shanghai'), Date.parse('2026-11-22T12:30:00Z'));
  assert.equal(instantOf('2026-07-01T12:00', 'Europe/Berlin'), Date.parse('2026-07-01T10:00:00Z'));
  assert.equal(wallClock(Date.parse('2026-11-22T12:30:40Z'), 'Asia/Shanghai'), '2026-11-22T20:30');
  assert.ok(Number.isNaN(instantOf('', 'Asia/Shanghai')));
});
