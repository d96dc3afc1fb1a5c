import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SPANS, bounded, loadFor, serves, withGaps } from '../../main/resources/static/js/spans.js';

const NOW = 1_800_000_000_000;

test('what was loaded serves small moves but not a deep zoom', () => {
  const view = { from: NOW - SPANS.day, to: NOW };
  const loaded = loadFor(view, NOW);
  assert.ok(serves(loaded, view, NOW));
  assert.ok(serves(loaded, { from: view.from - SPANS.hour, to: view.to - SPANS.hour }, NOW));
  assert.ok(!serves(loaded, { from: NOW - SPANS.hour, to: NOW }, NOW));
  assert.ok(!serves(loaded, { from: NOW - SPANS.week, to: NOW }, NOW));
});

test('nobody looks into the future or at less than a minute', () => {
  const view = bounded({ from: NOW, to: NOW + SPANS.day }, NOW);
  assert.ok(view.to <= NOW + SPANS.day * 0.02 + 1);
  assert.equal(bounded({ from: NOW - 1000, to: NOW }, NOW).to - bounded({ from: NOW - 1000, to: NOW }, NOW).from, 60e3);
});

test('a gap is a gap', () => {
  const points = [0, 60, 120, 600, 660].map((s) => [s * 1000, 1, 1, 1, 1]);
  assert.deepEqual(withGaps(points, 'raw', 60e3).map((point) => point[1]), [1, 1, 1, null, 1, 1]);
});

test('devices that report once an hour have no gaps between their readings', () => {
  const points = [0, 1, 2, 3].map((h) => [h * SPANS.hour, 1, 1, 1, 1]);
  assert.equal(withGaps(points, '1m', SPANS.hour).length, 4);
});
