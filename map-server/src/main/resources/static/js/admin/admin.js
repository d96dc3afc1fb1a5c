/** The operator's pages: one page per part in the address, `#devices`, `#devices/GS-0042`, `#status`. */
import { explain } from '../dialog.js';
import { $, el, icon, iconButton, replace } from '../dom.js';
import { language, loadWords, sentencesLearnt, t } from '../i18n.js';
import { put } from '../api.js';
import { failed } from '../parts.js';
import { startSession } from '../session.js';
import { toggleTheme } from '../theme.js';
import { userMenu } from '../user-menu.js';

const OVERSEERS = ['officer', 'planner', 'operator'];
const EVERYBODY = ['viewer', 'officer', 'leader', 'planner', 'operator'];
const PAGES = [
  ['status', 'layers', ['operator'], () => import('./status.js')],
  ['devices', 'pin', ['operator'], () => import('./devices.js')],
  ['newcomers', 'plus', OVERSEERS, () => import('./newcomers.js')],
  ['rejects', 'filter', OVERSEERS, () => import('./rejects.js')],
  ['rules', 'rules', EVERYBODY, () => import('./rules.js')],
  ['work', 'work', EVERYBODY, () => import('./work.js')],
  ['holidays', 'calendar', EVERYBODY, () => import('./holidays.js')],
  ['duty', 'clock', EVERYBODY, () => import('./duty.js')],
  ['gaps', 'gap', EVERYBODY, () => import('./gaps.js')],
  ['drills', 'sound', EVERYBODY, () => import('./drills.js')],
  ['routing', 'board', EVERYBODY, () => import('./routing.js')],
  ['messages', 'comment', OVERSEERS, () => import('./messages.js')],
  ['channels', 'send', ['operator'], () => import('./channels.js')],
  ['people', 'people', OVERSEERS, () => import('./people.js')],
  ['grids', 'grids', ['planner', 'operator'], () => import('./grids.js')],
  ['basemap', 'map', ['planner', 'operator'], () => import('./basemap.js')],
  ['users', 'user', ['operator'], () => import('./users.js')],
  ['tokens', 'link', EVERYBODY, () => import('./tokens.js')],
  ['enrolment', 'upload', ['operator'], () => import('./enrolment.js')],
  ['listeners', 'sound', ['operator'], () => import('./listeners.js')],
  ['settings', 'gear', ['operator'], () => import('./settings.js')],
  ['audit', 'list', ['operator'], () => import('./audit.js')],
];

const { me, place } = await startSession();
const pages = PAGES.filter(([, , roles]) => roles.includes(me.role));
const content = $('#content');
let leave = () => {};
let turn = 0;

replace($('#topbar'),
  el('a.brand', { href: '/' }, el('img', { src: '/icon.svg', alt: '' }), el('span', place.name || 'GridWatch')),
  el('span.muted.wide', t('admin.title')),
  el('div.right', el('a.button', { href: '/' }, icon('map'), t('admin.toMap')),
    iconButton('language', t('language.switch'), switchLanguage), iconButton('sun', t('theme.switch'), toggleTheme), userMenu(me)));
replace($('#sections'), pages.map(([name, glyph]) => el('a', { href: `#${name}`, data: { name } }, icon(glyph), el('span', t(`admin.${name}`)))));

addEventListener('hashchange', show);
show();

async function show() {
  const mine = ++turn;
  const [name, ...rest] = location.hash.slice(1).split('/');
  const page = pages.find(([each]) => each === name) ?? pages[0];
  leave();
  leave = () => {};
  for (const link of $('#sections').children) link.toggleAttribute('aria-current', link.dataset.name === page[0]);
  $('#sections [aria-current]').scrollIntoView({ inline: 'center', block: 'nearest' });
  document.title = `${t(`admin.${page[0]}`)} · GridWatch`;
  const body = el('div.page-body');
  const tools = el('div.page-tools');
  replace(content, el('header.page-head', el('h1', { tabindex: '-1' }, t(`admin.${page[0]}`)), tools), el('p.muted.page-intro', t(`admin.${page[0]}.intro`)), body);
  try {
    const [module] = await Promise.all([page[3](), sentencesLearnt()]);
    const gone = await module.page({ body, tools, ref: rest.length ? decodeURIComponent(rest.join('/')) : null, me, place });
    if (mine !== turn) gone?.();
    else leave = gone ?? leave;
  } catch (error) {
    if (mine === turn) replace(body, failed(explain(error), show));
  }
}

async function switchLanguage() {
  const next = language() === 'zh' ? 'en' : 'zh';
  localStorage.setItem('gridwatch.languageChosen', 'yes');
  await loadWords(next);
  await put('/me', { language: next }).catch(() => {});
  location.reload();
}
