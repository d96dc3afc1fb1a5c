import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countdown, moves } from '../../main/resources/static/js/alert/telling.js';

test('a countdown says minutes and seconds, and never goes below nothing', () => {
  assert.equal(countdown(65_000), '1:05');
  assert.equal(countdown(100), '0:01');
  assert.equal(countdown(-5), '0:00');
  assert.equal(countdown(3_725_000), '1:02:05');
});

test('what waits or is under way may still change', () => {
  assert.equal(moves({ next: null, notices: [{ state: 'sent' }] }), false);
  assert.equal(moves({ next: null, notices: [{ state: 'queued' }] }), true);
  assert.equal(moves({ next: { at: '', who: 'duty' }, notices: [] }), true);
});
