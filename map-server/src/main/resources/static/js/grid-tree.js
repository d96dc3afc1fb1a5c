/** All grids as a tree: the way to a grid without the map. */
import { el, icon } from './dom.js';
import { t } from './i18n.js';
import { empty } from './parts.js';
import { ALARM, STATES, WARNING } from './states.js';

export function gridTree(app) {
  const grids = app.grids();
  if (!grids?.list.length) return empty('grids', t('grids.none'), t('grids.noneHint'));
  return el('ul.tree', grids.tops.map((grid) => branch(app, grid, true)));
}

function branch(app, grid, open) {
  const name = el('button.tree-name', { type: 'button', onclick: () => app.select('grid', grid.code, { fly: true }) },
    el('span', el('strong', grid.name), el('small', grid.leader ?? t('grid.noLeader'))), worst(grid));
  if (!grid.children.length) return el('li', el('div.tree-line.leaf', name));
  const children = el('ul', { hidden: !open });
  const fill = () => children.children.length || children.append(...grid.children.map((child) => branch(app, child, false)));
  if (open) fill();
  const twist = el('button.twist', { type: 'button', aria: { expanded: String(open), label: t('grids.unfold', { name: grid.name }) }, onclick: () => {
    fill();
    children.hidden = !children.hidden;
    twist.setAttribute('aria-expanded', String(!children.hidden));
  } }, icon('back'));
  return el('li', el('div.tree-line', twist, name), children);
}

function worst({ counts }) {
  const state = counts[ALARM] ? ALARM : counts[WARNING] ? WARNING : null;
  return state !== null && el(`span.state.${STATES[state]}`, { title: t(`state.${STATES[state]}`) }, icon(STATES[state]), String(counts[state]));
}
