/** Dark or light, and its colours for what is drawn on canvas. */

const listeners = new Set();
let cache = new Map();

export function currentTheme() {
  return document.documentElement.dataset.theme === 'light' ? 'light' : 'dark';
}

export function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('gridwatch.theme', theme);
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', theme === 'light' ? '#ffffff' : '#182028');
  cache = new Map();
  for (const listener of listeners) listener(theme);
}

export function applyRememberedTheme() {
  applyTheme(localStorage.getItem('gridwatch.theme') === 'light' ? 'light' : 'dark');
}

export const toggleTheme = () => applyTheme(currentTheme() === 'dark' ? 'light' : 'dark');

export function whenThemeChanges(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A colour of the style sheet by its name, `colour('alarm')` for `--alarm`. */
export function colour(name) {
  if (!cache.has(name)) cache.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return cache.get(name);
}

/** Of a state or a mark by its code. */
export const stateColour = (mark) => colour(['normal', 'warning', 'alarm', 'silent', 'yellow', 'blue'][mark]);

/** What is written on a filled sign of that mark. */
export const inkOn = (mark) => (mark === 2 ? '#ffffff' : mark === 4 ? '#14100a' : colour('on-state'));

export const FONT = 'system-ui, "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

export const calmMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
