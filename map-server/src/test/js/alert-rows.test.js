import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANY, bySeverity, countRows, lets, listed, quietWhy } from '../../main/resources/static/js/alert/rows.js';
import { takeAll, takeRows, worstByDevice } from '../../main/resources/static/js/alert/merge.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const row = (id, severity, more = {}) => ({
  id, severity, phase: 'active', kind: 'gas', device: `GS-${id}`, deviceLabel: '', grids: ['A', 'A1'], raisedAt: '2026-11-22T11:00:00Z', title: { zh: '燃气泄漏', en: 'Gas leak' }, revision: 1, reopened: 0, ...more,
});
const ids = (items) => items.map((item) => item.heading ?? item.row.id);

test('the worst stand first, and among equals the one that waits longest', () => {
  const rows = [row(1, 'yellow'), row(2, 'red', { raisedAt: '2026-11-22T11:30:00Z' }), row(3, 'red'), row(4, 'orange')];
  assert.deepEqual(rows.toSorted(bySeverity).map(({ id }) => id), [3, 2, 4, 1]);
});

test('equal age is told apart by the order of raising, so that the board never shuffles', () => {
  assert.deepEqual([row(9, 'red'), row(3, 'red')].toSorted(bySeverity).map(({ id }) => id), [3, 9]);
});

test('a shelf that has ended is no reason to be quiet any more', () => {
  assert.equal(quietWhy(row(1, 'red', { shelvedUntil: '2026-11-22T12:00:01Z' }), NOW), 'shelved');
  assert.equal(quietWhy(row(1, 'red', { shelvedUntil: '2026-11-22T12:00:00Z' }), NOW), null);
});

test('quiet ones are counted apart and stand under their own headings', () => {
  const rows = [row(1, 'red'), row(2, 'red', { heldBackBy: 1 }), row(3, 'blue', { silencedBy: 7 }), row(4, 'yellow', { shelvedUntil: '2026-11-22T13:00:00Z' })];
  assert.deepEqual(countRows(rows, NOW), { red: 1, orange: 0, yellow: 0, blue: 0, quiet: 3 });
  assert.deepEqual(ids(listed(rows, ANY, { now: NOW })), [1]);
  assert.deepEqual(ids(listed(rows, { ...ANY, quiet: 'all' }, { now: NOW })), [1, 'shelved', 4, 'held', 2, 'planned', 3]);
  assert.deepEqual(ids(listed(rows, { ...ANY, quiet: 'only' }, { now: NOW })), ['shelved', 4, 'held', 2, 'planned', 3]);
});

test('those held back by the same cause stand together', () => {
  const rows = [row(1, 'red', { heldBackBy: 9 }), row(2, 'red', { heldBackBy: 8 }), row(3, 'blue', { heldBackBy: 9 })];
  assert.deepEqual(ids(listed(rows, { ...ANY, quiet: 'only' }, { now: NOW })), ['held', 2, 1, 3]);
});

test('filters narrow by severity, kind, grid, state, and every word of the text in either language', () => {
  const one = row(1, 'orange', { address: '松岭路 12 号', assignedTo: 'wang' });
  assert.ok(lets({ ...ANY, severities: ['orange', 'red'], kind: 'gas', grid: 'A1', text: '12 LEAK' }, one));
  assert.ok(!lets({ ...ANY, severities: ['red'] }, one));
  assert.ok(!lets({ ...ANY, grid: 'B' }, one));
  assert.ok(!lets({ ...ANY, text: 'leak 13' }, one));
  assert.ok(lets({ ...ANY, state: 'mine' }, one, ['wang']));
  assert.ok(!lets({ ...ANY, state: 'mine' }, one, ['li']));
  assert.ok(!lets({ ...ANY, state: 'new' }, row(2, 'red', { acknowledgedAt: '2026-11-22T11:10:00Z' })));
});

test('an answer that is older than what is known changes nothing', () => {
  const known = new Map();
  takeRows(known, [row(1, 'red', { revision: 5 })]);
  assert.deepEqual(takeRows(known, [row(1, 'blue', { revision: 4 })]).changed, []);
  assert.equal(known.get(1).severity, 'red');
});

test('what is new, what stands again and what got worse is told apart', () => {
  const known = new Map();
  takeRows(known, [row(1, 'yellow'), row(2, 'yellow')]);
  const told = takeRows(known, [row(1, 'orange', { revision: 2 }), row(2, 'yellow', { revision: 2, reopened: 1 }), row(3, 'blue')]);
  assert.deepEqual([told.worse, told.back, told.fresh].map((rows) => rows.map(({ id }) => id)), [[1], [2], [3]]);
});

test('what was quiet and is no more is told as what comes back', () => {
  const known = new Map();
  takeRows(known, [row(1, 'red', { heldBackBy: 9 }), row(2, 'red', { shelvedUntil: '2026-11-22T13:00:00Z' })]);
  const told = takeRows(known, [row(1, 'red', { heldBackBy: null, revision: 2 }), row(2, 'red', { shelvedUntil: '2026-11-22T14:00:00Z', revision: 2 })]);
  assert.deepEqual(told.back.map(({ id }) => id), [1]);
});

test('an alert that is not among all open ones any more is gone', () => {
  const known = new Map();
  takeRows(known, [row(1, 'red'), row(2, 'red')]);
  assert.deepEqual(takeAll(known, [row(2, 'red'), row(3, 'red')]).gone, [1]);
  assert.deepEqual([...known.keys()], [2, 3]);
});

test('a device is marked by its worst alert that disturbs', () => {
  const rows = [row(1, 'yellow', { device: 'X' }), row(2, 'red', { device: 'X', heldBackBy: 5 }), row(3, 'orange', { device: 'X' }), row(4, 'red', { device: null })];
  assert.deepEqual([...worstByDevice(rows, (one) => quietWhy(one, NOW))], [['X', 'orange']]);
});
