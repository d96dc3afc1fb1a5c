/** Small pieces that several panels show alike. */
import { ago } from './clock.js';
import { el, icon } from './dom.js';
import { t } from './i18n.js';
import { KINDS, STATES } from './states.js';
import { UNASSIGNED } from './store.js';

/** A state as its sign and its word; by name or by code. */
export function stateBadge(state, text) {
  const name = typeof state === 'number' ? STATES[state] : state;
  return el(`span.state.${name}`, icon(name), text ?? t(`state.${name}`));
}

export function empty(glyph, title, hint, action = null) {
  return el('div.empty', icon(glyph), el('strong', title), hint && el('span', hint), action);
}

export function deviceRow(store, i) {
  return [
    el(`span.row-sign.state.${STATES[store.states[i]]}`, { title: t(`state.${STATES[store.states[i]]}`) }, icon(STATES[store.states[i]])),
    el('span.row-text',
      el('strong', store.labels[i] || store.names[i]),
      el('small', icon(KINDS[store.kinds[i]]), ` ${store.names[i]}`, store.flags[i] & UNASSIGNED ? ` · ${t('state.unassigned')}` : '')),
    el('span.row-age', store.heard[i] ? ago(store.heard[i]) : t('device.neverHeard')),
  ];
}

/** `dt`/`dd` pairs of what is there. */
export function facts(pairs) {
  return el('dl.facts', pairs.filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
    .map(([name, value]) => [el('dt', name), el('dd', value)]));
}

/** Something that failed inside a panel: what, and a way to try again. */
export function failed(message, retry) {
  return el('div.empty', { role: 'alert' }, icon('warning'), el('strong', t('error.failed')), el('span', message),
    retry && el('button', { type: 'button', onclick: retry }, t('retry')));
}
