/** What this browser shows: layers, kinds, states. Remembered; everything until somebody switches something off. */
import { EVERYTHING } from './store.js';

const KEY = 'gridwatch.show';
const LAYERS = { background: true, grids: true, names: true, devices: true };

export function loadPreferences() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    localStorage.removeItem(KEY);
  }
  return { filter: { ...EVERYTHING, ...kept.filter }, layers: { ...LAYERS, ...kept.layers } };
}

export function savePreferences({ filter, layers }) {
  localStorage.setItem(KEY, JSON.stringify({ filter, layers }));
}
