import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { firstKept, settingsOf, SLOTS, stateOf, TYPES } from '../../main/resources/static/js/admin/channel-types.js';
import { bytesOf, fitting, titleOf, unknownGaps, withGap } from '../../main/resources/static/js/admin/message-words.js';
import { keyBytes, madeWith, pushState } from '../../main/resources/static/js/tap/push-state.js';

const words = JSON.parse(readFileSync(new URL('../../main/resources/static/i18n/en.json', import.meta.url)));

test('every type and every field of a channel has its words', () => {
  for (const [type, { fields, reach }] of Object.entries(TYPES)) {
    for (const key of [`channelType.${type}`, `channelType.${type}.is`, `channelType.${type}.help`]) assert.ok(words[key], key);
    assert.ok(reach === 'browser' || words[`channels.reach.${reach}`], reach);
    for (const { name } of fields) assert.ok(words[`channelField.${type}.${name}`] ?? words[`channelField.${name}`], `${type} ${name}`);
  }
  for (const slot of SLOTS) assert.ok(words[`channelSlot.${slot}`], slot);
});

test('what is left empty takes the usual value', () => {
  assert.deepEqual(settingsOf('wecom', { key: 'k', perMinute: '', url: '' }, null), { type: 'wecom', key: 'k' });
  assert.deepEqual(settingsOf('wecom', { key: 'k', perMinute: '7', url: 'http://x' }, null), { type: 'wecom', key: 'k', perMinute: 7, url: 'http://x' });
});

test('a stored secret stays unless another one is entered', () => {
  const stored = { type: 'dingtalk', accessToken: '***', secret: '***' };
  const entered = { accessToken: '', secret: 'SECnew', perMinute: '', url: '' };
  const settings = settingsOf('dingtalk', entered, stored);
  assert.deepEqual(settings, { type: 'dingtalk', accessToken: '***', secret: 'SECnew' });
  assert.equal(firstKept(settings), 'accessToken');
  assert.equal(firstKept(settingsOf('dingtalk', { ...entered, accessToken: 't' }, stored)), null);
});

test('a new channel keeps nothing', () => assert.equal(settingsOf('wecom', { key: '', perMinute: '', url: '' }, null).key, ''));

test('without a user there is no password either', () => {
  const entered = { host: 'h', security: 'NONE', port: '', from: 'a@b.cn', user: '', password: '' };
  assert.equal(settingsOf('mail', entered, { password: '***' }).password, '');
  assert.equal(settingsOf('mail', { ...entered, user: 'u' }, { password: '***' }).password, '***');
});

test('a channel says how it is', () => {
  const up = { enabled: true, breaker: 'closed', downUntil: null, failures: 0, lastSentAt: '2026-01-01T00:00:01Z', lastTroubleAt: null };
  assert.equal(stateOf(up), 'up');
  assert.equal(stateOf({ ...up, lastSentAt: null }), 'new');
  assert.equal(stateOf({ ...up, enabled: false }), 'off');
  assert.equal(stateOf({ ...up, lastTroubleAt: '2026-01-01T00:00:01.500Z' }), 'failing');
  assert.equal(stateOf({ ...up, lastTroubleAt: '2026-01-01T00:00:00Z' }), 'up');
  assert.equal(stateOf({ ...up, breaker: 'open', downUntil: '2026-01-01T01:00:00Z' }), 'resting');
  assert.equal(stateOf({ ...up, breaker: 'trial', downUntil: '2026-01-01T01:00:00Z' }), 'trial');
});

test('a gap that nothing fills is found once', () => assert.deepEqual(unknownGaps('{title} {colour}\n{colour} {x1} {grid}', ['title', 'grid']), ['colour']));

test('a gap is put where the cursor stands', () => assert.deepEqual(withGap('ab', 1, 1, 'title'), { words: 'a{title}b', cursor: 8 }));

test('the length of a message is counted as channels count it', () => {
  const plain = bytesOf({ title: 'ab', lines: [], closing: '' });
  assert.equal(bytesOf({ title: '燃气', lines: [], closing: '' }) - plain, 4);
  const limits = fitting(3000);
  assert.deepEqual(limits.filter(({ fits }) => !fits).map(({ channel }) => channel), ['wecomText']);
  assert.ok(limits.every(({ most }, at) => at === 0 || limits[at - 1].most <= most));
});

test('the first line is the title', () => assert.equal(titleOf('one\ntwo'), 'one'));

const BROWSER = { secure: true, able: true, permission: 'default', endpoint: null };
const SERVER = { key: 'BA', person: 'Li', devices: [] };

test('notifications on a phone: each state has a sentence of its own', () => {
  const device = { endpoint: 'https://x/1', verified: true, endedAt: null };
  const states = {
    insecure: [{ ...BROWSER, secure: false, able: false }, SERVER], unable: [{ ...BROWSER, able: false }, SERVER], noChannel: [BROWSER, { ...SERVER, key: null }],
    nobody: [BROWSER, { ...SERVER, person: null }], denied: [{ ...BROWSER, permission: 'denied' }, SERVER], off: [BROWSER, SERVER],
    on: [{ ...BROWSER, endpoint: device.endpoint }, { ...SERVER, devices: [device] }],
    waiting: [{ ...BROWSER, endpoint: device.endpoint }, { ...SERVER, devices: [{ ...device, verified: false }] }],
    ended: [{ ...BROWSER, endpoint: device.endpoint }, { ...SERVER, devices: [{ ...device, endedAt: '2026-01-01T00:00:00Z' }] }],
  };
  for (const [state, [browser, server]] of Object.entries(states)) {
    assert.equal(pushState(browser, server), state);
    assert.ok(words[`push.${state}`], state);
  }
});

test('another phone that is told says nothing of this one', () => {
  const server = { ...SERVER, devices: [{ endpoint: 'https://x/2', verified: true, endedAt: null }] };
  assert.equal(pushState({ ...BROWSER, endpoint: 'https://x/1' }, server), 'off');
});

test('a subscription with other keys is known', () => {
  const key = 'AQID-_8';
  assert.deepEqual([...keyBytes(key)], [1, 2, 3, 251, 255]);
  assert.ok(madeWith({ options: { applicationServerKey: keyBytes(key).buffer } }, key));
  assert.ok(!madeWith({ options: { applicationServerKey: keyBytes('AQIDBAU').buffer } }, key));
});
