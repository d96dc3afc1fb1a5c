import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf, duration, isOver, metersOf, reach } from '../../main/resources/static/js/alert/report-figures.js';

const FIGURES = {
  load: { perTenMinutes: 0.4, perHour: 2.4, perDay: 57, mostInTenMinutes: 12, mostInAnHour: 14, floodShare: 0.002, slots: [], floods: [] },
  standing: [{}, {}], judged: { falseShare: null }, acknowledge: { count: 3, p50S: 40, p90S: 300 }, clear: { count: 0, p50S: null, p90S: null },
  targets: { perTenMinutes: 1, floodInTenMinutes: 10, perHour: 5, perDay: 120, peakPerHour: 15, floodShare: 0.01, standing: 10 },
};

test('a figure beyond its target is said to be, and exactly the target is not', () => {
  assert.deepEqual(metersOf(FIGURES).filter(isOver).map(({ name }) => name), ['mostInTenMinutes']);
  assert.ok(!isOver({ value: 10, target: 10 }));
});

test('what nobody aims at, or what never happened, is beyond nothing', () => {
  assert.ok(!isOver({ value: 0.9, target: null }));
  assert.ok(!isOver({ value: null, target: 1 }));
});

test('the bar and the mark of the target fit, whichever is longer', () => {
  assert.ok(reach({ value: 20, target: 10 }).bar < 1 && reach({ value: 1, target: 10 }).mark < 1);
  assert.deepEqual(reach({ value: 0, target: null }), { bar: 0, mark: null });
});

test('a column is as high as its worst ten minutes', () => {
  const slots = [{ from: '2026-11-22T00:00:00Z', alerts: 2 }, { from: '2026-11-22T00:10:00Z', alerts: 7 }, { from: '2026-11-22T23:50:00Z', alerts: 1 }];
  assert.deepEqual(columnsOf(slots, Date.parse('2026-11-22T00:00:00Z'), Date.parse('2026-11-23T00:00:00Z'), 4), [7, 0, 0, 1]);
});

test('durations are said in the unit people would use', () => {
  assert.deepEqual([45, 600, 9000].map(duration), [{ key: 'interval.seconds', n: 45 }, { key: 'interval.minutes', n: 10 }, { key: 'interval.hours', n: 2.5 }]);
});
