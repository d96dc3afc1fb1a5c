/** Language and colours of a page that somebody opens who may never have been here before. */
import { iconButton } from '../dom.js';
import { LANGUAGES, language, loadWords, rememberedLanguage, t } from '../i18n.js';
import { applyTheme, toggleTheme } from '../theme.js';

const CHOSEN = 'gridwatch.languageChosen';

/** What was chosen here before; else the browser's. */
export function usualLanguage() {
  if (localStorage.getItem(CHOSEN)) return rememberedLanguage();
  return navigator.language?.toLowerCase().startsWith('zh') ? LANGUAGES[0] : LANGUAGES[1];
}

export function applyUsualTheme() {
  const light = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  applyTheme(localStorage.getItem('gridwatch.theme') ?? light);
}

/** @param redraw called when all words are others */
export const switches = (redraw) => [
  iconButton('language', t('language.switch'), async () => {
    await loadWords(language() === 'zh' ? 'en' : 'zh');
    localStorage.setItem(CHOSEN, 'yes');
    redraw();
  }),
  iconButton('sun', t('theme.switch'), toggleTheme),
];
