/** The page of a grid leader on a phone: what is open in the own grids, and who answers when. */
import { get } from '../api.js';
import { el, icon, replace } from '../dom.js';
import { language, loadWords, t } from '../i18n.js';
import { startSession, session } from '../session.js';
import { toggleTheme } from '../theme.js';
import { userMenu } from '../user-menu.js';
import { dutySection } from './duty.js';
import { openAlerts } from './open-alerts.js';
import { pushCard } from './push.js';

const AGAIN_MS = 10000;

const { me } = await startSession();
const grids = (await get('/grids').catch(() => ({ features: [] }))).features.map(({ properties: { code, name, parent, level } }) => ({ code, name, parent, level }));
const nameOf = (code) => grids.find((grid) => grid.code === code)?.name ?? null;
let alerts = null;
let duty = null;
let push = null;

/** Those the account is limited to; of one that sees everything, all. */
function mine() {
  return me.grids.length ? me.grids.map((code) => ({ code, name: nameOf(code) ?? code })) : grids.filter(() => me.wholeCommunity);
}

function frame() {
  document.title = `${t('phone.title')} · GridWatch`;
  const line = el('p.tap-status', { role: 'status' });
  alerts = openAlerts(nameOf, { line: (isThere) => replace(line, !isThere && [icon('offline'), el('span', t('tap.offline'))]) });
  duty = dutySection(mine());
  push?.close();
  push = pushCard();
  replace(document.body,
    el('header.tap-bar', el('img', { src: '/icon.svg', alt: '' }), el('strong', session.place.name || 'GridWatch'),
      el('div.right', el('a.icon-button.button', { href: '/', title: t('phone.map'), aria: { label: t('phone.map') } }, icon('map')), userMenu(me, { language: switchLanguage, theme: toggleTheme }))),
    el('main', el('p.tap-grids', icon('grids'), el('span', mineInWords())), line, alerts.element, push.element, duty.element));
  alerts.read();
  duty.show();
  push.open();
}

function mineInWords() {
  if (me.grids.length) return mine().map(({ name }) => name).join(t('comma'));
  return t(me.wholeCommunity ? 'phone.everything' : 'phone.noGrid');
}

async function switchLanguage() {
  localStorage.setItem('gridwatch.languageChosen', 'yes');
  await loadWords(language() === 'zh' ? 'en' : 'zh');
  frame();
}

frame();
setInterval(() => document.hidden || alerts.read(), AGAIN_MS);
addEventListener('online', () => alerts.read());
addEventListener('visibilitychange', () => document.hidden || alerts.read());
