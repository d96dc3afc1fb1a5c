import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';

const STATIC = new URL('../../main/resources/static/', import.meta.url);

/** All that a module needs before it can run, itself included. */
function needed(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(new URL(`js/${name}`, STATIC), 'utf8');
  for (const [, from] of text.matchAll(/^(?:import|export)\s[^;]*?from '(\.[^']+)'/gms)) needed(posix.join(posix.dirname(name), from), seen);
  return seen;
}

test('the map page asks for all its modules at once, not one after the other has named it', () => {
  const page = readFileSync(new URL('index.html', STATIC), 'utf8');
  const preloaded = [...page.matchAll(/rel="modulepreload" href="\/js\/([^"]+)"/g)].map(([, name]) => name);
  const wanted = [...needed('map.js')].filter((name) => name !== 'map.js');
  assert.deepEqual(preloaded.toSorted(), wanted.toSorted());
});
