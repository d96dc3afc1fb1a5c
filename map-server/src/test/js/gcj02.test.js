import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inChina, toGcj02 } from '../../main/resources/static/js/gcj02.js';

test('shifts Beijing by about five hundred metres to the north-east', () => {
  const [lon, lat] = toGcj02(116.397428, 39.90923);
  assert.ok(Math.abs(lon - 116.403672) < 2e-5, String(lon));
  assert.ok(Math.abs(lat - 39.910634) < 2e-5, String(lat));
});

test('shifts a street in Shiyan by 100 to 800 metres, and neighbours alike', () => {
  const shift = (lon, lat) => toGcj02(lon, lat).map((value, i) => value - [lon, lat][i]);
  const [east, north] = shift(110.78, 32.65);
  const metres = Math.hypot(east * 93800, north * 111000);
  assert.ok(metres > 100 && metres < 800, String(metres));
  const [east2] = shift(110.781, 32.65);
  assert.ok(Math.abs(east - east2) * 93800 < 1);
});

test('leaves the rest of the world where it is', () => {
  assert.ok(!inChina(2.35, 48.85));
  assert.deepEqual(toGcj02(2.35, 48.85), [2.35, 48.85]);
});
