import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { translator } from '../../main/resources/static/js/sentences.js';

const words = (language) => JSON.parse(readFileSync(new URL(`../../main/resources/static/i18n/${language}.json`, import.meta.url)));
const [zh, en] = [words('zh'), words('en')];
const say = translator(en, zh);

/** Sentences as the server says them, each with what must remain of it: names, values, words of files and wires. */
const SAID = [
  ['tileLayer.maxZoom must be 1..22, was 30', '1..22', '30'],
  ['lat must be -90..90, was 120.5', '-90..90', '120.5'],
  ['retention.minuteDays must be rawDays (90)..3650, was 30', '90..3650', '30'],
  ['place.timeZone must be a zone such as Asia/Shanghai', 'Asia/Shanghai'],
  ['place.centre must be [lon -180..180, lat -85..85]', '-180..180', '-85..85'],
  ['tileLayer.url must be https://host/... with {z}, {x} and {y}, at most 500 characters', 'https://', '{z}', '{x}', '{y}', '500'],
  ['place.name must have 1..100 characters', '1..100'],
  ['password must have 10..200 characters, had 4', '10..200', '4'],
  ['old is not the present password'],
  ['there is no alert 17', '17'],
  ['the alert is closed'],
  ['only an alert that was raised by hand is cleared by hand'],
  ['until must lie in the future, by at most 30 days', 'until', '30'],
  ['ids must be 1..500 alerts, were 501', 'ids', '1..500', '501'],
  ['device, building or lon and lat must be given', 'device', 'building', 'lon', 'lat'],
  ['this place lies outside the grids you are limited to'],
  ['too many failed attempts; try again in 30 s', '30'],
  ['name must be 1..64 of A-Z a-z 0-9 . _ @ -, was 王 五', '1..64', '. _ @ -', '王 五'],
  ['there is already an account chen.wei', 'chen.wei'],
  ['admin is the last operator who can sign in', 'admin'],
  ['role must be viewer, officer, leader, planner or operator'],
  ['expiresAt must lie in the future'],
  ['there is no valid token of yours with the number 12', '12'],
  ["there is no device 'GS-0042'", 'GS-0042'],
  ['there is no snapshot of CAM-1 for the event 17.3-ab', 'CAM-1', '17.3-ab'],
  ['the request body must be at most 1048576 bytes', '1048576'],
  ['kind must be one of camera, gas, power, water', 'camera, gas, power, water'],
  ["name must be 1..64 of A-Z a-z 0-9 . _ -, was 'GS 0042'", '1..64', '. _ -', 'GS 0042'],
  ["kind must be gas, water, power or camera, was 'steam'", 'steam'],
  ["expected interval must be 1..2678400 seconds, was 0", '1..2678400', '0'],
  ["label must be at most 100 characters, has 130: 'a very long label of...'", '100', '130', 'a very long label of'],
  ['tag must be one line without control characters'],
  ["lon must be a number, was 'east (12°)'", 'east (12°)'],
  ["lon and lat must both be given, were '' and '31.2'", '31.2'],
  ["gateway 'GW-1' is neither registered nor on a good line of this list", 'GW-1'],
  ["live URL must start with http:// or https://, was 'rtsp://10.0.0.1'", 'http://', 'https://', 'rtsp://10.0.0.1'],
  ["the name 'GS-0042' is already in use", 'GS-0042'],
  ["no column is called 'name'; the first line reads '设备, lon, lat'", 'name', '设备, lon, lat'],
  ["not JSON: Unexpected character ('}' (code 125)): was expecting double-quote to start property name", 'JSON', "'}' (code 125)"],
  ["the file is not JSON: Unrecognized token 'abc': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", 'JSON', 'abc'],
  ['a grid must be an area, was LineString'],
  ['places must lie on earth in WGS84, the first is 508123.4, 3456789.1; is the file in another crs?', 'WGS84', '508123.4, 3456789.1'],
  ["crs 'EPSG:1' is not known; write WGS84, CGCS2000, GCJ02, BD09 or EPSG:n, for example EPSG:4547", 'EPSG:1', 'WGS84', 'CGCS2000', 'GCJ02', 'BD09', 'EPSG:n', 'EPSG:4547'],
  ["level of HY-01 must be 1, 2 or 3, was 'four'", 'HY-01', 'four'],
  ['HY-01 belongs to HY and cannot move below HZ', 'HY-01', 'HY', 'HZ'],
  ['the boundary of HY-01-02 crosses itself here', 'HY-01-02'],
  ['HY-01 and HY-02 overlap (12.5 m²)', 'HY-01', 'HY-02', '12.5 m²'],
  ['HY-01 and HY-02 overlap by a sliver (0.21 m², about 4 cm wide): tolerated', 'HY-01', 'HY-02', '0.21 m²', '4 cm'],
  ['no grid covers the place between HY-01, HY-02 (3.0 m²)', 'HY-01, HY-02', '3.0 m²'],
  ['no grid covers the place between HY-01, HY-02 by a sliver (0.05 m², about 1 cm wide): tolerated', 'HY-01, HY-02', '0.05 m²', '1 cm'],
  ['nothing below HY covers this part of it (120.0 m²)', 'HY', '120.0 m²'],
  ['somebody changed the grids meanwhile; look again and import once more'],
  ['the extract is not sorted by id (node 77); sort it first', '77'],
  ['ways whose places are not in the extract'],
  ["GS-0042: quantity 'CH4 %'", 'GS-0042', 'CH4 %'],
  ['GS-0042: ch4_lel is an object', 'GS-0042', 'ch4_lel'],
  ['GS-0042: ts 1e99', 'GS-0042', '1e99'],
  ["GS-0042: taken as suspect, quality 'so-so'", 'GS-0042', 'so-so'],
  ['readings must be an object or an array of them, was VALUE_STRING'],
  ["id must be 1..64 of A-Z a-z 0-9 . _ -, was ''", '1..64', 'A-Z a-z 0-9 . _ -'],
  ['score must be 0..1: 7', '0..1', '7'],
  ['at most 5000 values a message and 500 at one time', '5000', '500'],
  ["'GS-0042' is not behind 'GW-1'", 'GS-0042', 'GW-1'],
  ["'GS-0042' has 64 series already, no room for 'flow'", 'GS-0042', '64', 'flow'],
  ['window_s must be 1..172800', '1..172800'],
  ['radius_m must be a number'],
  ["a code is 1..60 of a-z 0-9 - and starts with a letter, like gas-leak", '1..60', 'gas-leak'],
  ["the clear limit of 'high' must not be above its raise limit"],
  ['a hold must be 0 s to 30 days', '30'],
  ['there is, or was, a rule with this code'],
  ['the rule is version 7 by now', '7'],
  ['no grid has the code HY-99', 'HY-99'],
  ['no device in service is called GS-ESAT', 'GS-ESAT'],
  ['no device has measured ch4_lell yet', 'ch4_lell'],
  ['the rule watches no device now'],
  ['planned work must end in the future'],
  ['there is no building 77', '77'],
  ['the day is not in that year'],
  ['there is no person null'],
  ['there is no person 17', '17'],
  ['x is no address for email', 'x', 'email'],
  ['quiet hours need a begin and another end, or neither'],
  ['to must be after from and in the future, was null', 'null'],
  ['until must not be before 2026-02-02', '2026-02-02'],
  ["part must be leader or deputy, was 'boss'", 'part', 'leader', 'deputy', 'boss'],
  ["there is no grid 'C-X'", 'C-X'],
  ['nobody takes over from themselves'],
  ['a step must come 0..86400 s after, was 90000', '0..86400', '90000'],
  ['repeat must be 0 or 30..86400 s, was 1', '0', '30..86400', '1'],
  ['repeats must be 0..1000, was -1', '0..1000', '-1'],
  ['what waits for the digest has nothing to repeat'],
  ['this link is not valid'],
  ['this link is no longer valid'],
  ['help cannot be called from here; phone the control room'],
  ['your account may not act on alerts in this grid'],
  ['the photo cannot be read'],
  ['a photo must be JPEG or PNG', 'JPEG', 'PNG'],
  ['a photo may have at most 40 megapixels, has 9000 x 7000', '40', '9000 x 7000'],
  ['an alert has at most 12 photos', '12'],
  ['there is no photo 13', '13'],
  ['there is a channel Duty room already', 'Duty room'],
  ['the secrets must be given again when the address changes'],
  ['perMinute must be 1..20, was 99', '1..20', '99'],
  ['key must have 1..1000 characters', '1..1000'],
  ['from must be a mail address, was x', 'x'],
  ['user and password must be given together'],
  ['topic must have 1..200 characters, no blanks, no + or #, and not start with $', '1..200', '+', '#', '$'],
  ['publicKey and privateKey must be a VAPID pair'],
  ['there is no {colour}; there are severity, title', '{colour}', 'severity, title'],
  ['the account li.wei is somebody else\'s', 'li.wei'],
  ['your account belongs to no person who is told of alerts'],
  ['the push service refuses this browser: the subscription has ended'],
  ['the connection is refused'],
];

test('what the server says is said in Chinese, with its values as they were', () => {
  for (const [sentence, ...values] of SAID) {
    const chinese = say(sentence);
    assert.match(chinese, /[\u4e00-\u9fff]/, sentence);
    let rest = chinese;
    for (const value of values.toSorted((a, b) => b.length - a.length)) {
      assert.ok(chinese.includes(value), `${value} in ${chinese}`);
      rest = rest.replaceAll(value, ' ');
    }
    assert.doesNotMatch(rest, /[A-Za-z]{2,}/, chinese);
  }
});

test('every sentence is recognised by its own template, not by a vaguer one', () => {
  const named = translator(en, Object.fromEntries(Object.keys(en).map((key) => [key, key])));
  const example = { limits: '1..9', device: 'GS-0042', quantity: 'flow', field: 'model' };
  for (const [key, template] of Object.entries(en).filter(([each]) => each.startsWith('sentence.'))) {
    assert.equal(named(template.replace(/\{(\w+)\}/g, (_, name) => example[name] ?? '§')), key);
  }
});

test('fields are called as the pages call them', () => {
  assert.equal(say('tileLayer.maxZoom must be 1..22, was 30'), '最大层级应为 1..22，实际为 30');
  assert.equal(say('colour must be 1..7, was 9'), 'colour应为 1..7，实际为 9');
});

test('the most specific template is tried first', () => {
  const talk = translator(
    { 'sentence.any': '{field} must be {value}', 'sentence.age': '{field} must be young, was {value}' },
    { 'sentence.any': 'any {field} {value}', 'sentence.age': 'age {field} {value}' });
  assert.equal(talk('wine must be young, was old'), 'age wine old');
  assert.equal(talk('wine must be red'), 'any wine red');
});

test('values may hold anything', () => {
  for (const odd of ["it's", '"', '$& $1', '.*+?^(){}[]|\\', '{name}', '燃气表 1 号', 'a\nb', '']) {
    assert.equal(say(`there is no grid ${odd}`), `没有网格 ${odd}`);
    assert.equal(say(`the name '${odd}' is given twice`), `编号“${odd}”出现两次`);
  }
});

test('signs of templates mean themselves', () => {
  const talk = translator({ 'sentence.sum': 'a.b (c) costs $5? [{value}]' }, { 'sentence.sum': '{value}!' });
  assert.equal(talk('a.b (c) costs $5? [x]'), 'x!');
  assert.equal(talk('aXb (c) costs $5? [x]'), 'aXb (c) costs $5? [x]');
});

test('an unknown sentence, or more than a sentence, comes back unchanged', () => {
  for (const unknown of ['', 'the moon is full', 'expiresAt must lie in the future, said somebody', 'colour must be red or blue, was 9']) assert.equal(say(unknown), unknown);
});

test('without English templates everything comes back unchanged', () => {
  assert.equal(translator({}, zh)('says nothing'), 'says nothing');
});
