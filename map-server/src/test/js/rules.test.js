import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, ruleOnly } from '../../main/resources/static/js/admin/rule-diff.js';
import { instantOf, wallClock } from '../../main/resources/static/js/zoned.js';

const rule = (steps, more = {}) => ({ code: 'r', enabled: true, watch: { kinds: ['gas'], grids: [] }, condition: { type: 'level', quantities: ['ch4_lel'], steps }, ...more });
const step = (severity, raise, hold_s = 0) => ({ severity, high: { raise, clear: raise / 2 }, hold_s });

test('a changed limit is one difference, named by its severity', () => {
  assert.deepEqual(differences(rule([step('yellow', 10), step('red', 50)]), rule([step('yellow', 10), step('red', 50, 30)])),
    [{ path: 'condition.steps.red.hold_s', was: 0, now: 30 }]);
});

test('a step that was put between two others does not make these look changed', () => {
  const list = differences(rule([step('yellow', 10), step('red', 50)]), rule([step('yellow', 10), step('orange', 25), step('red', 50)]));
  assert.deepEqual(list.map(({ path }) => path), ['condition.steps.orange.high.raise', 'condition.steps.orange.high.clear', 'condition.steps.orange.hold_s']);
  assert.ok(list.every(({ was }) => was === undefined));
});

test('lists of names are one value, and an empty one is none', () => {
  assert.deepEqual(differences(rule([]), rule([], { watch: { kinds: ['gas', 'water'], grids: ['C-E'] } })),
    [{ path: 'watch.kinds', was: ['gas'], now: ['gas', 'water'] }, { path: 'watch.grids', was: undefined, now: ['C-E'] }]);
});

test('parts are numbered', () => {
  const parts = (score) => ({ condition: { type: 'together', parts: [{ type: 'event', types: ['smoke'], least_score: 0.5 }, { type: 'event', types: ['fire'], least_score: score }] } });
  assert.deepEqual(differences(rule([], parts(0.5)), rule([], parts(0.7))), [{ path: 'condition.parts.2.least_score', was: 0.5, now: 0.7 }]);
});

test('what the server says about a rule is no part of it', () => {
  const stored = { ...rule([]), id: 3, version: 2, changedAt: 'x', changedBy: 'y', ended: false, standing: 1, watching: 2, warnings: [] };
  assert.deepEqual(ruleOnly(stored), rule([]));
  assert.deepEqual(differences(stored, { ...stored, version: 3, standing: 0 }), []);
});

test('work is announced in the time of the installation, wherever the browser is', () => {
  const at = Date.parse('2026-11-22T05:05:00Z');
  assert.equal(wallClock(at, 'Asia/Shanghai'), '2026-11-22T13:05');
  assert.equal(instantOf('2026-11-22T13:05', 'Asia/Shanghai'), at);
  assert.ok(Number.isNaN(instantOf('', 'Asia/Shanghai')));
});
