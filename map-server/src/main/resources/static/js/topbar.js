/** The bar above the map: where we are, how it stands, how old the picture is, search, and who is here. */
import { severitySign } from './alert/parts.js';
import { SEVERITIES } from './alert/severity.js';
import { ageText, now } from './clock.js';
import { notify } from './dialog.js';
import { el, icon, iconButton, replace } from './dom.js';
import { count } from './format.js';
import { language, t } from './i18n.js';
import { NORMAL, SILENT, STATES } from './states.js';
import { userMenu } from './user-menu.js';
import { toggleTheme } from './theme.js';

const QUIETER = [STATES[SILENT], STATES[NORMAL]];

/** @param app the assembled map page; `search` the search box's element */
export function createTopbar(element, app, search) {
  const buttons = new Map();
  for (const name of SEVERITIES) {
    const number = el('b', '–');
    const button = el(`button.count.${name}`, { type: 'button', title: t('counts.alerts', { severity: t(`severity.${name}`) }), onclick: () => app.showBoard([name]) }, severitySign(name), number, el('span', t(`severity.${name}`)));
    buttons.set(name, { button, number });
  }
  for (const name of [...QUIETER, 'unassigned']) {
    const number = el('b', '–');
    const button = el(`button.count.${name}`, { type: 'button', title: t('counts.list', { state: t(`state.${name}`) }), onclick: () => app.select('list', name, { focus: true }) },
      icon(name), number, el('span', t(`state.${name}`)));
    buttons.set(name, { button, number });
  }
  const pulse = el('span.connection', { role: 'status' });
  let link = { live: false, since: null };

  replace(element,
    el('a.brand', { href: '/', title: app.place.name || 'GridWatch' }, el('img', { src: '/icon.svg', alt: '' }), el('span', app.place.name || 'GridWatch')),
    el('div.counts', { role: 'group', aria: { label: t('counts.title') } }, [...buttons.values()].map(({ button }) => button)),
    pulse,
    el('div.right', search, app.soundButton,
      iconButton('language', t('language.switch'), app.switchLanguage, 'wide-only'),
      iconButton('sun', t('theme.switch'), toggleTheme, 'wide-only'),
      userMenu(app.me, { language: app.switchLanguage, theme: toggleTheme, sound: () => notify(t(app.sound.toggle() ? 'sound.nowOff' : 'sound.nowOn')), help: app.help })));

  function drawPulse() {
    const text = link.live ? t('live.on') : link.since ? t('live.lost') : t('live.connecting');
    const age = app.pictureAt() ? (now() - app.pictureAt() < 3000 ? '' : ageText(app.pictureAt())) : '';
    pulse.className = `connection ${link.live ? 'live' : 'lost'}`;
    replace(pulse, icon(link.live ? 'check' : 'offline'), el('span', text), age && el('span.muted', age));
  }
  setInterval(drawPulse, 1000);

  return {
    counts({ states, unassigned }) {
      for (const state of [SILENT, NORMAL]) set(buttons.get(STATES[state]), states[state]);
      set(buttons.get('unassigned'), unassigned);
    },
    /** Open alerts that disturb, by severity. */
    alerts(bySeverity) {
      for (const name of SEVERITIES) set(buttons.get(name), bySeverity[name]);
    },
    connection(state) {
      link = state;
      drawPulse();
    },
  };

  function set({ button, number }, n) {
    const text = count(n, language());
    if (number.textContent === text) return;
    number.textContent = text;
    button.classList.toggle('some', n > 0);
  }
}
