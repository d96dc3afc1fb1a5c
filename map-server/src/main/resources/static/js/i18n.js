/** All words of the pages, from `i18n/*.json`. Chinese unless somebody chose otherwise. */
import { translator } from './sentences.js';

let words = {};
let current = 'zh';
let say = (sentence) => sentence;
let learning = Promise.resolve();

export const LANGUAGES = ['zh', 'en'];

/** The language this browser used last, else Chinese. */
export function rememberedLanguage() {
  const remembered = localStorage.getItem('gridwatch.language');
  return LANGUAGES.includes(remembered) ? remembered : 'zh';
}

export async function loadWords(language) {
  words = await wordsOf(language);
  current = language;
  learning = learnSentences();
  localStorage.setItem('gridwatch.language', language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

async function wordsOf(language, options) {
  const response = await fetch(`/i18n/${language}.json`, options);
  if (!response.ok) throw new Error(`no words for ${language}`);
  return response.json();
}

/** Behind everything else: until the English words are here, and if they never come, sentences stay as they came. */
async function learnSentences() {
  const own = words;
  say = (sentence) => sentence;
  if (current === 'en') return;
  const english = await wordsOf('en', { priority: 'low' }).catch(() => ({}));
  if (own === words) say = translator(english, own);
}

/** Settled when `said` knows all it ever will. */
export const sentencesLearnt = () => learning;

/** A sentence of the server in the reader's language. */
export const said = (sentence) => say(sentence);

export const language = () => current;

/** The text of a key with `{name}` filled in; the key itself where a text is missing. */
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The word of something that may have none, such as a quantity we do not know: then its own name. */
export function tOr(key, fallback) {
  return words[key] ?? fallback;
}
