import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../main/resources/static/', import.meta.url);
const words = (language) => JSON.parse(readFileSync(new URL(`i18n/${language}.json`, ROOT)));
const sources = ['js/', 'js/admin/', 'js/alert/', 'js/tap/'].flatMap((folder) => readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith('.js')).map((name) => readFileSync(new URL(folder + name, ROOT), 'utf8')));
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('Chinese and English have the same texts with the same holes', () => {
  const [zh, en] = [words('zh'), words('en')];
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const key of Object.keys(zh)) if (key !== 'settings.urlHint') assert.deepEqual(holes(zh[key]), holes(en[key]), key);
});

test('every text that the pages ask for exists', () => {
  const zh = words('zh');
  const asked = sources.flatMap((source) => [...source.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key]) => key));
  assert.deepEqual([...new Set(asked)].filter((key) => !(key in zh)), []);
});

test('no page text outside the message files', () => {
  for (const source of sources) assert.doesNotMatch(source.replace(/'中文'/g, ''), /[\u4e00-\u9fff]/);
});
