/** All words of the pages, from `i18n/*.json`. Chinese unless somebody chose otherwise. */

let words = {};
let current = 'zh';

export const LANGUAGES = ['zh', 'en'];

/** The language this browser used last, else Chinese. */
export function rememberedLanguage() {
  const remembered = localStorage.getItem('gridwatch.language');
  return LANGUAGES.includes(remembered) ? remembered : 'zh';
}

export async function loadWords(language) {
  const response = await fetch(`/i18n/${language}.json`);
  if (!response.ok) throw new Error(`no words for ${language}`);
  words = await response.json();
  current = language;
  localStorage.setItem('gridwatch.language', language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

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
