/** The row of filters above the board; remembered by this browser, except the text. */
import { debounce, el } from '../dom.js';
import { t } from '../i18n.js';
import { KINDS } from '../states.js';
import { severitySign } from './parts.js';
import { ANY, BOARD_STATES } from './rows.js';
import { SEVERITIES } from './severity.js';

const KEY = 'gridwatch.board';

export function rememberedFilter() {
  try {
    return { ...ANY, ...JSON.parse(localStorage.getItem(KEY)), text: '' };
  } catch {
    return { ...ANY };
  }
}

/** @param change told whenever `filter`, which is changed in place, is another one */
export function boardFilter(app, filter, change) {
  const told = () => {
    localStorage.setItem(KEY, JSON.stringify({ ...filter, text: '' }));
    draw();
    change();
  };
  const severities = new Map(SEVERITIES.map((severity) => [severity, el(`button.sev-toggle.${severity}`, { type: 'button', onclick: () => toggle(severity) }, severitySign(severity), el('span', t(`severity.${severity}`)))]));
  const select = (name, label, options) => el('select', { aria: { label }, onchange: (event) => { filter[name] = event.target.value; told(); } }, options.map(([value, text]) => el('option', { value }, text)));
  const kind = select('kind', t('board.kind'), [['', t('board.allKinds')], ...[...KINDS, 'other'].map((each) => [each, t(`kind.${each}`)])]);
  const grid = select('grid', t('device.grid'), [['', t('board.allGrids')]]);
  const state = select('state', t('board.state'), BOARD_STATES.map((each) => [each, t(`board.state.${each}`)]));
  const quiet = select('quiet', t('board.quiet'), ['no', 'only', 'all'].map((each) => [each, t(`board.quiet.${each}`)]));
  const text = el('input', { type: 'search', placeholder: t('board.text'), aria: { label: t('board.text') }, oninput: debounce(() => { filter.text = text.value; draw(); change(); }, 150) });
  const clear = el('button.plain', { type: 'button', onclick: reset }, t('board.clearFilter'));
  const element = el('div.board-filter', { role: 'search', aria: { label: t('board.filter') } }, el('div.sev-toggles', { role: 'group', aria: { label: t('board.severity') } }, [...severities.values()]), kind, grid, state, quiet, text, clear);

  function toggle(severity) {
    filter.severities = filter.severities.includes(severity) ? filter.severities.filter((each) => each !== severity) : [...filter.severities, severity];
    told();
  }

  function reset() {
    Object.assign(filter, { ...ANY });
    text.value = '';
    told();
  }

  function draw() {
    for (const [severity, button] of severities) button.setAttribute('aria-pressed', String(filter.severities.includes(severity)));
    if (app.grids() && grid.options.length === 1) grid.append(...gridOptions(app.grids()));
    for (const [element, value] of [[kind, filter.kind], [grid, filter.grid], [state, filter.state], [quiet, filter.quiet]]) element.value = value;
    clear.hidden = isAny(filter);
  }
  draw();
  return { element, draw, reset, focus: () => text.focus() };
}

export const isAny = ({ severities, kind, grid, state, quiet, text }) => !severities.length && !kind && !grid && state === 'open' && quiet === 'no' && !text;

/** All grids as options, the larger ones first. */
export const gridOptions = ({ byCode }) => [...byCode.values()].toSorted((a, b) => a.level - b.level || a.name.localeCompare(b.name))
  .map((grid) => el('option', { value: grid.code }, `${'\u2003'.repeat(grid.level - 1)}${grid.name}`));
