import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, positionAfter, retryDelay } from '../../main/resources/static/js/catchup.js';

test('a full picture replaces whatever was there', () => {
  assert.equal(judge(null, { epoch: 'a', seq: 7, full: true }), 'replace');
  assert.equal(judge({ epoch: 'b', seq: 900 }, { epoch: 'a', seq: 7, full: true }), 'replace');
});

test('changes apply in order, each once', () => {
  const position = positionAfter({ epoch: 'a', seq: 7, full: true });
  assert.equal(judge(position, { epoch: 'a', seq: 8 }), 'apply');
  assert.equal(judge(position, { epoch: 'a', seq: 12 }), 'apply'); // a slow viewer gets fewer
  assert.equal(judge(position, { epoch: 'a', seq: 7 }), 'ignore');
});

test('changes of another epoch, or before any picture, ask for a full one', () => {
  assert.equal(judge({ epoch: 'a', seq: 7 }, { epoch: 'b', seq: 8 }), 'resync');
  assert.equal(judge(null, { epoch: 'a', seq: 8 }), 'resync');
});

test('waits longer with each attempt, never beyond fifteen seconds, and not all pages alike', () => {
  assert.equal(retryDelay(0, () => 0), 500);
  assert.equal(retryDelay(0, () => 1), 1000);
  assert.equal(retryDelay(3, () => 1), 8000);
  assert.equal(retryDelay(40, () => 1), 15000);
});
