/** The keys, on one sheet. */
import { severityBadge } from './alert/parts.js';
import { SEVERITIES } from './alert/severity.js';
import { openDialog } from './dialog.js';
import { el } from './dom.js';
import { t } from './i18n.js';
import { stateBadge } from './parts.js';

const KEYS = [['/', 'search'], ['?', 'help'], ['Esc', 'close'], ['j k', 'walk'], ['Enter', 'open'], ['b', 'board'], ['j k', 'boardWalk'], ['x', 'tick'], ['a', 'acknowledge'], ['l', 'list'], ['1 2 3', 'panels'], ['← ↑ → ↓', 'pan'], ['+ −', 'zoom'], ['Home', 'home']];

export function showHelp() {
  if (document.querySelector('dialog[open]')) return;
  openDialog(t('help.title'), () => [
    el('h3', t('help.severities')),
    el('div.signs', SEVERITIES.map((severity) => el('div', severityBadge(severity), el('small.muted', t(`help.severity.${severity}`))))),
    el('h3', t('help.signs')),
    el('div.signs', ['alarm', 'warning', 'silent', 'normal', 'unassigned'].map((state) => el('div', stateBadge(state), el('small.muted', t(`help.sign.${state}`))))),
    el('h3', t('help.keys')),
    el('dl.keys', KEYS.map(([keys, what]) => [el('dt', keys.split(' ').map((key) => el('kbd', key))), el('dd', t(`help.${what}`))])),
  ]);
}
