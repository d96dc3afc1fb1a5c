import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.location ??= { pathname: '/' };
globalThis.document ??= { cookie: '' };
globalThis.localStorage ??= { getItem: () => null, setItem() {} };
const { alertStore } = await import('../../main/resources/static/js/alert/store.js');

const row = (id, revision) => ({ id, revision, phase: 'active', severity: 'red' });

/** A server that answers when told to. */
function server() {
  const asked = [];
  globalThis.fetch = (url) => new Promise((answer) => {
    asked.push({ url, answer: (alerts) => answer(new Response(JSON.stringify({ total: alerts.length, alerts }), { headers: { 'Content-Type': 'application/json' } })) });
  });
  return asked;
}

const breath = () => new Promise((done) => setTimeout(done, 5));

test('a reload during a reload asks again: what was under way may not know what was just done', async () => {
  const asked = server();
  const told = [];
  const store = alertStore({ changed: (what) => told.push(what), failed: assert.fail });
  const first = store.reload();
  await breath();
  const second = store.reload();
  asked[0].answer([row(1, 1)]);
  await first;
  await breath();
  assert.equal(asked.length, 2);
  asked[1].answer([row(1, 2)]);
  await second;
  assert.equal(store.get(1).revision, 2);
  assert.deepEqual(told.map((what) => what.first), [true, false]);
});
