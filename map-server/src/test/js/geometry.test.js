import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxIndex, circleIndex } from '../../main/resources/static/js/boxes.js';
import { contains, labelPlace, polygonsOf } from '../../main/resources/static/js/geometry.js';
import { countInto, gridAt, gridsOf, levelAt } from '../../main/resources/static/js/grid-store.js';
import { columnsOf } from '../../main/resources/static/js/store.js';
import { latOf, lonOf, worldX, worldY } from '../../main/resources/static/js/mercator.js';

const square = (w, s, e, n) => ({ type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] });
const grid = (id, code, level, parent, geometry) => ({ type: 'Feature', geometry, properties: { id, code, level, parent, name: code, leader: null, leaf: level === 2, devices: 0 } });

test('there and back on the plane', () => {
  assert.ok(Math.abs(lonOf(worldX(110.78)) - 110.78) < 1e-9);
  assert.ok(Math.abs(latOf(worldY(32.65)) - 32.65) < 1e-9);
});

test('a hole is outside, and the label of a ring stands on the ring', () => {
  const ring = polygonsOf({ type: 'Polygon', coordinates: [...square(0, 0, 9, 9).coordinates, ...square(3, 3, 6, 6).coordinates] });
  assert.ok(contains(ring, worldX(1), worldY(1)));
  assert.ok(!contains(ring, worldX(4.5), worldY(4.5)));
  const { x, y } = labelPlace(ring);
  assert.ok(contains(ring, x, y));
});

test('finds the grid under a point and counts devices up to the top', () => {
  const grids = gridsOf({ features: [grid(1, 'T', 1, null, square(0, 0, 2, 1)), grid(2, 'T1', 2, 'T', square(0, 0, 1, 1)), grid(3, 'T2', 2, 'T', square(1, 0, 2, 1))] });
  assert.equal(gridAt(grids, 2, worldX(1.5), worldY(0.5)).code, 'T2');
  assert.equal(gridAt(grids, 2, worldX(5), worldY(0.5)), undefined);
  const store = columnsOf({ ids: [1, 2], names: ['a', 'b'], labels: ['', ''], kinds: [0, 0], leaves: [2, 3], lons: [0.5, 1.5], lats: [0.5, 0.5] });
  store.states[1] = 2;
  countInto(grids, store);
  assert.deepEqual(grids.byCode.get('T').counts, [1, 0, 1, 0]);
  assert.equal(grids.byCode.get('T').worst, 2);
  assert.equal(levelAt(grids, 1), 1);
  assert.equal(levelAt(grids, 1024), 2);
});

test('labels keep off what is taken', () => {
  const taken = boxIndex();
  taken.add({ left: 0, top: 0, right: 100, bottom: 20 });
  assert.ok(!taken.isFree({ left: 90, top: 10, right: 190, bottom: 30 }));
  assert.ok(taken.isFree({ left: 101, top: 0, right: 190, bottom: 20 }));
});

test('the nearest marker is hit, and only when the finger is near enough', () => {
  const find = circleIndex([10, 30, 200], [10, 10, 200], [8, 8, 8], 3);
  assert.equal(find(12, 10), 0);
  assert.equal(find(29, 10), 1);
  assert.equal(find(60, 10), -1);
  assert.equal(find(44, 10, 14), 1);
});
