import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERYTHING, applyPicture, columnsOf, isShown, totals } from '../../main/resources/static/js/store.js';

const answer = () => ({
  ids: [11, 12, 13], names: ['GS-1', 'WT-2', 'CM-3'], labels: ['a', 'b', 'c'], kinds: [0, 1, 3], leaves: [5, 5, 0],
  lons: [110.78, 110.79, null], lats: [32.65, 32.66, null],
});

test('tells what changed, what got worse, and what it does not know', () => {
  const store = columnsOf(answer());
  const told = applyPicture(store, [[11, 2, 1000], [12, 0, 1001], [99, 1, 1002]]);
  assert.deepEqual(told, { changed: [0], worse: [0], unknown: [[99, 1, 1002]] });
  assert.equal(store.heard[1], 1001);
});

test('a reloaded registry keeps the states of devices that stayed', () => {
  const before = columnsOf(answer());
  applyPicture(before, [[12, 1, 500]]);
  const after = columnsOf({ ...answer(), ids: [12], names: ['WT-2'], labels: ['b'], kinds: [1], leaves: [5], lons: [110.79], lats: [32.66] }, before);
  assert.deepEqual([after.states[0], after.heard[0]], [1, 500]);
});

test('counts by state, and the unassigned on top', () => {
  const store = columnsOf(answer());
  applyPicture(store, [[11, 3, 1]]);
  assert.deepEqual(totals(store), { states: [2, 0, 0, 1], unassigned: 1 });
});

test('kinds, states and the unassigned are switched independently', () => {
  const store = columnsOf(answer());
  assert.ok(isShown(store, EVERYTHING, 2));
  assert.ok(!isShown(store, { ...EVERYTHING, kinds: 0b0111 }, 2));
  assert.ok(!isShown(store, { ...EVERYTHING, states: 0b1110 }, 0));
  assert.ok(!isShown(store, { ...EVERYTHING, unassigned: false }, 2));
});
