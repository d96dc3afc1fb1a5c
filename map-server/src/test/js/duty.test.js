import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gapCounts, gapGroups } from '../../main/resources/static/js/admin/gap-groups.js';
import { mondayOf, nextAt, plusDays, weekdayOf } from '../../main/resources/static/js/admin/moments.js';
import { callsByTime, stepsByTime } from '../../main/resources/static/js/admin/policy-steps.js';
import { clockText, gapsOf, weekOf } from '../../main/resources/static/js/admin/rota-week.js';
import { changeOf, dayRuns, sameTurn, turnOf, wrongWith } from '../../main/resources/static/js/admin/turns.js';

const MONDAY = '2026-11-23';
const turn = (from, to, more = {}) => ({ person: 1, from, to, days: [], holidays: 'also', since: '2026-01-01', until: null, ...more });
const week = (turns, holidays = []) => weekOf(turns, MONDAY, new Set(holidays));
const bars = ({ bars: all }) => all.map(({ from, to }) => `${clockText(from)}-${clockText(to)}`);

test('a day turn stands in every day, and the nights are gaps', () => {
  const days = week([turn('08:00', '20:00')]);
  assert.equal(days.length, 7);
  assert.deepEqual(bars(days[0]), ['08:00-20:00']);
  assert.deepEqual(days[0].gaps, [{ from: 0, to: 480 }, { from: 1200, to: 1440 }]);
});

test('a night belongs to the day it begins on and reaches into the next', () => {
  const days = week([turn('20:00', '08:00', { days: [5] })]);
  assert.deepEqual(bars(days[4]), ['20:00-24:00']);
  assert.deepEqual(bars(days[5]), ['00:00-08:00']);
  assert.deepEqual(bars(days[6]), []);
});

test("Sunday's night is seen on the Monday after", () => {
  assert.deepEqual(bars(week([turn('20:00', '08:00', { days: [7] })])[0]), ['00:00-08:00']);
});

test('a turn until midnight leaves nothing to the next day', () => {
  const days = week([turn('16:00', '00:00', { days: [1] })]);
  assert.deepEqual(bars(days[0]), ['16:00-24:00']);
  assert.deepEqual(bars(days[1]), []);
});

test('equal ends are the whole day, without a gap', () => {
  const days = week([turn('08:00', '08:00')]);
  assert.deepEqual(bars(days[2]), ['00:00-24:00']);
  assert.deepEqual(gapsOf(days), []);
});

test('days and nights together leave no gap', () => assert.deepEqual(gapsOf(week([turn('08:00', '20:00'), turn('20:00', '08:00')])), []));

test('a gap over midnight is one gap', () => {
  const gaps = gapsOf(week([turn('08:00', '20:00')]));
  assert.equal(gaps.length, 8);
  assert.deepEqual(gaps[1], { day: MONDAY, from: 1200, toDay: '2026-11-24', to: 480 });
});

test('without any turn there is no gap: nobody has promised one', () => assert.deepEqual(gapsOf(week([])), []));

test('turns that overlap stand in lanes of their own, those that follow share one', () => {
  const [day] = week([turn('08:00', '16:00'), turn('12:00', '20:00', { person: 2 }), turn('16:00', '22:00', { person: 3 })]);
  assert.equal(day.lanes, 2);
  assert.deepEqual(day.bars.map(({ lane, index }) => [index, lane]), [[0, 0], [1, 1], [2, 0]]);
});

test('a turn counts from its first day to its last', () => {
  const days = week([turn('08:00', '20:00', { since: '2026-11-24', until: '2026-11-25' })]);
  assert.deepEqual(days.map(({ bars: all }) => all.length), [0, 1, 1, 0, 0, 0, 0]);
});

test('holidays count as other days, not at all, or alone', () => {
  const on = (holidays, days = []) => week([turn('08:00', '20:00', { holidays, days })], ['2026-11-25']).map(({ bars: all }) => all.length).join('');
  assert.equal(on('also'), '1111111');
  assert.equal(on('not'), '1101111');
  assert.equal(on('only'), '0010000');
  assert.equal(on('only', [1]), '0010000');
});

test('days that follow one another are said as one run', () => {
  assert.deepEqual(dayRuns([5, 1, 2, 3, 7]), [[1, 3], [5, 5], [7, 7]]);
  assert.deepEqual(dayRuns([]), []);
});

test('what the server says of a turn and what the page has of it are the same', () => {
  assert.ok(sameTurn(turn('08:00:00', '20:00:00'), turn('08:00', '20:00', { until: undefined })));
  assert.ok(!sameTurn(turn('08:00', '20:00'), turn('08:00', '20:01')));
  assert.deepEqual(turnOf({ person: 2, from: '08:00:00', to: '09:00:00', since: '2026-01-01' }), turn('08:00', '09:00', { person: 2 }));
});

test('a draft says what became of each turn', () => {
  const one = turn('08:00', '20:00');
  assert.equal(changeOf({ was: one, now: { ...one } }), '');
  assert.equal(changeOf({ was: one, now: turn('08:00', '21:00') }), 'changed');
  assert.equal(changeOf({ was: one, now: null }), 'removed');
  assert.equal(changeOf({ was: null, now: one }), 'new');
});

test('what is wrong with a turn is named by its field', () => {
  assert.equal(wrongWith(turn('08:00', '20:00')), null);
  assert.equal(wrongWith(turn('08:00', '20:00', { person: null }))[0], 'person');
  assert.equal(wrongWith(turn('24:00', '20:00'))[0], 'from');
  assert.equal(wrongWith(turn('08:00', '8'))[0], 'to');
  assert.equal(wrongWith(turn('08:00', '20:00', { until: '2025-12-31' }))[0], 'until');
});

test('days and weeks go by the calendar', () => {
  assert.equal(plusDays('2026-12-31', 1), '2027-01-01');
  assert.equal(weekdayOf('2026-11-29'), 7);
  assert.equal(mondayOf('2026-11-29'), MONDAY);
  assert.equal(mondayOf(MONDAY), MONDAY);
});

test('next Sunday at three is to come, by the clock of the installation', () => {
  const zone = 'Asia/Shanghai';
  const three = Date.parse('2026-11-28T19:00:00Z');
  assert.equal(nextAt(Date.parse('2026-11-23T00:00:00Z'), zone, 7, '03:00'), three);
  assert.equal(nextAt(three - 1, zone, 7, '03:00'), three);
  assert.equal(nextAt(three, zone, 7, '03:00'), three + 7 * 86400e3);
});

const gap = (grid, what, who = '', from = 'a', to = 'b') => ({ grid, name: grid, what, who, from, to });

test('gaps are told by grid, the worst first, each thing once with its times', () => {
  const groups = gapGroups([gap('A', 'unverified', 'Li'), gap('B', 'rota-gap', '', 'a', 'b'), gap('B', 'nobody-answers'), gap('B', 'rota-gap', '', 'c', 'd')]);
  assert.deepEqual(groups.map(({ grid }) => grid), ['B', 'A']);
  assert.deepEqual(groups[0].lines.map(({ what, spans }) => [what, spans.length]), [['nobody-answers', 1], ['rota-gap', 2]]);
  assert.deepEqual(gapCounts(groups), [['nobody-answers', 1], ['rota-gap', 1], ['unverified', 1]]);
});

test('two people of one grid are two lines', () => assert.equal(gapGroups([gap('A', 'unverified', 'Li'), gap('A', 'unverified', 'Wu')])[0].lines.length, 2));

test('steps of the same time stand together, in the order of their time', () => {
  const steps = stepsByTime([{ afterSeconds: 60, who: 'top' }, { afterSeconds: 0, who: 'duty' }, { afterSeconds: 60, who: 'above' }]);
  assert.deepEqual(steps.map(({ afterSeconds, steps: own }) => [afterSeconds, own.length]), [[0, 1], [60, 2]]);
});

test('of repeats the first is shown and the others are counted', () => {
  const call = (at, repeat) => ({ at, repeat });
  const { groups, moreRepeats, last } = callsByTime([call('1', 0), call('1', 0), call('2', 1), call('3', 2), call('3', 2), call('4', 3)]);
  assert.deepEqual(groups.map(({ at, repeat, calls }) => [at, repeat, calls.length]), [['1', 0, 2], ['2', 1, 1]]);
  assert.equal(moreRepeats, 2);
  assert.equal(last, '4');
});
