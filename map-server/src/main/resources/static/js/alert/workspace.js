/** What lies over the map when the work is a list: the board, the incidents, the report. */
import { el, icon, iconButton, replace } from '../dom.js';
import { notify } from '../dialog.js';
import { t } from '../i18n.js';
import { mayAct } from './acts.js';
import { createBoard } from './board.js';
import { incidentList } from './incidents.js';
import { reportView } from './report.js';

const VIEWS = ['board', 'incidents', 'report'];
const GLYPH = { board: 'board', incidents: 'group', report: 'chart' };

export function createWorkspace(element, app) {
  const board = createBoard(app);
  const build = { board: () => ({ element: board.element }), incidents: () => incidentList(app), report: () => reportView(app) };
  const tabs = VIEWS.map((view) => el('button.tab', { type: 'button', role: 'tab', data: { view }, onclick: () => app.select(view, '') }, icon(GLYPH[view]), el('span', t(`workspace.${view}`))));
  const body = el('div.workspace-body');
  const ask = notifyButton();
  replace(element, el('header.workspace-head', el('div.tabs', { role: 'tablist', aria: { label: t('workspace.title') } }, tabs),
    el('div.workspace-tools', mayAct() && el('button.raise-button', { type: 'button', onclick: () => app.raise({}) }, icon('plus'), el('span', t('raise.title'))), ask, iconButton('close', t('close'), () => app.closeWorkspace()))), body);
  element.setAttribute('aria-label', t('workspace.title'));
  let current = null;
  let content = null;

  function show(view) {
    element.hidden = false;
    document.body.classList.add('with-workspace');
    for (const tab of tabs) tab.setAttribute('aria-selected', String(tab.dataset.view === view));
    if (current === view) return;
    content?.leave?.();
    current = view;
    content = build[view]();
    replace(body, content.element);
    if (view === 'board') board.refresh();
  }

  function hide() {
    if (!current) return;
    content?.leave?.();
    current = content = null;
    element.hidden = true;
    document.body.classList.remove('with-workspace');
  }

  return { board, show, hide, get view() { return current; }, focus: () => (current === 'board' ? board.focus() : tabs[0].focus()) };
}

/** Asks the browser for its permission only when somebody presses it, and is not there when there is nothing to ask. */
function notifyButton() {
  if (!('Notification' in globalThis) || Notification.permission !== 'default') return null;
  const button = el('button.notify-button', { type: 'button', onclick: async () => {
    const answer = await Notification.requestPermission();
    button.hidden = answer !== 'default';
    notify(t(`notify.${answer}`), answer === 'denied' ? 'bad' : 'good');
  } }, icon('board'), el('span', t('notify.ask')));
  return button;
}
