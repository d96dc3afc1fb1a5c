import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALARM, NORMAL, SILENT, WARNING, arcs, countStates, gotWorse, worstOf } from '../../main/resources/static/js/states.js';

test('counts only the members of a cluster', () => {
  assert.deepEqual(countStates(Uint8Array.of(NORMAL, ALARM, ALARM, SILENT), Int32Array.of(0, 1, 3)), [1, 0, 1, 1]);
});

test('an alarm is worse than a warning, a warning than silence, silence than normal', () => {
  assert.equal(worstOf([5, 1, 1, 1]), ALARM);
  assert.equal(worstOf([5, 1, 0, 1]), WARNING);
  assert.equal(worstOf([5, 0, 0, 1]), SILENT);
  assert.equal(worstOf([5, 0, 0, 0]), NORMAL);
});

test('only what somebody must notice pulses', () => {
  assert.ok(gotWorse(NORMAL, WARNING));
  assert.ok(gotWorse(WARNING, ALARM));
  assert.ok(gotWorse(SILENT, ALARM));
  assert.ok(!gotWorse(ALARM, WARNING));
  assert.ok(!gotWorse(NORMAL, SILENT));
  assert.ok(!gotWorse(WARNING, NORMAL));
});

test('one alarm among a thousand is still seen on the ring, and the ring stays whole', () => {
  const ring = arcs([1000, 0, 1, 0], 0.1);
  assert.deepEqual(ring.map(({ state }) => state), [ALARM, NORMAL]);
  assert.ok(Math.abs(ring[0].to - ring[0].from - 0.1) < 1e-9);
  assert.ok(Math.abs(ring.at(-1).to - 1) < 1e-9);
});

test('nothing inside, no ring', () => assert.deepEqual(arcs([0, 0, 0, 0]), []));
