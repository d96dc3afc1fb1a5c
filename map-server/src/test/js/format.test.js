import assert from 'node:assert/strict';
import { test } from 'node:test';
import { against, age, area, bytes, dateTime, number, time, withUnit } from '../../main/resources/static/js/format.js';

test('no more digits than the sensor has, and a true minus', () => {
  assert.equal(number(3.14159, 1), '3.1');
  assert.equal(number(-2.5, 1), '−2.5');
  assert.equal(number(-0.04, 1), '0.0');
  assert.equal(number(null, 1), '–');
  assert.equal(withUnit(27.04, 1, '%LEL'), '27.0 %LEL');
});

test('the limit itself is outside the band', () => {
  const band = { warnLow: 0.1, warnHigh: 0.45, alarmLow: 0.05, alarmHigh: null };
  assert.equal(against(0.45, band), 'warning');
  assert.equal(against(0.449, band), 'normal');
  assert.equal(against(0.05, band), 'alarm');
  assert.equal(against(0.1, band), 'warning');
  assert.equal(against(12, null), 'normal');
});

test('ages read as people say them', () => {
  assert.deepEqual(age(900), { key: 'age.now', n: 0 });
  assert.deepEqual(age(59_000), { key: 'age.seconds', n: 59 });
  assert.deepEqual(age(10 * 60_000), { key: 'age.minutes', n: 10 });
  assert.deepEqual(age(5 * 3600_000), { key: 'age.hours', n: 5 });
  assert.deepEqual(age(-5000), { key: 'age.now', n: 0 });
});

test('times are those of the installation, not of the browser', () => {
  const noonUtc = Date.UTC(2026, 0, 15, 12, 0, 5);
  assert.equal(dateTime(noonUtc, 'Asia/Shanghai'), '2026-01-15 20:00:05');
  assert.equal(time(Date.UTC(2026, 0, 15, 16), 'Asia/Shanghai'), '00:00:00');
});

test('sizes', () => {
  assert.equal(bytes(734003200), '734 MB');
  assert.equal(area(18450), '1.8 ha');
  assert.equal(area(3.2e6), '3.20 km²');
});
