/** A grid: who answers for it, how to reach them, what is in it and how it stands. */
import { get } from './api.js';
import { el, icon, replace } from './dom.js';
import { explain } from './dialog.js';
import { area, count } from './format.js';
import { language, t } from './i18n.js';
import { copyLink } from './panel-tools.js';
import { empty, facts, failed, stateBadge } from './parts.js';
import { KINDS, STATES, WORST_FIRST } from './states.js';

export function gridPanel(app, code) {
  const known = app.grids()?.byCode.get(code);
  const body = el('div', el('p.empty', t('loading')));
  const gone = new AbortController();
  let loading = false;
  let again = false;

  /** One at a time: changes that come faster than answers must not keep the panel from ever showing one. */
  async function load() {
    again = loading;
    if (loading) return;
    loading = true;
    try {
      const grid = await get(`/grids/${encodeURIComponent(code)}`, { signal: gone.signal });
      replace(body, content(app, grid));
    } catch (error) {
      if (gone.signal.aborted) return;
      replace(body, error.status === 404 ? empty('grids', t('grid.gone'), t('grid.goneHint')) : failed(explain(error), load));
    } finally {
      loading = false;
    }
    if (again) load();
  }
  load();
  const off = app.bus.on('states', ({ changed }) => changed.some((i) => inside(app, i, code)) && load());
  return {
    title: known?.name ?? code,
    subtitle: known ? `${t(`level.${known.level}`)} · ${code}` : code,
    tools: [copyLink()],
    body,
    leave: () => {
      off();
      gone.abort();
    },
  };
}

function inside(app, i, code) {
  const grids = app.grids();
  for (let grid = grids?.byId.get(app.devices().leaves[i]); grid; grid = grids.byCode.get(grid.parent)) if (grid.code === code) return true;
  return false;
}

function content(app, grid) {
  const number = (n) => count(n, language());
  return [
    el('section', el('h3', t('grid.leader')), person(grid.leader) ?? el('p.muted', t('grid.noLeader')),
      (grid.deputies ?? []).map((deputy) => [el('h3', t('grid.deputy')), person(deputy)])),
    el('section', el('h3', t('grid.people')), facts([
      [t('grid.households'), number(grid.households)], [t('grid.residents'), number(grid.residents)],
      [t('grid.buildings'), number(grid.buildings)], [t('grid.area'), area(grid.areaM2)],
    ])),
    el('section', el('h3', t('grid.devices')),
      el('div.tiles', WORST_FIRST.map((state) => el('div.tile', stateBadge(STATES[state]), el('b', number(grid.states?.[STATES[state]] ?? 0)))),
        grid.states?.unassigned > 0 && el('div.tile', stateBadge('unassigned'), el('b', number(grid.states.unassigned)))),
      el('div.tiles', KINDS.map((kind) => el('div.tile', el('span.state', icon(kind), t(`kind.${kind}`)), el('b', number(grid.devices?.[kind] ?? 0)))))),
    parentAndChildren(app, grid),
  ];
}

function person(who) {
  if (!who?.name) return null;
  const digits = (who.phone ?? '').replace(/[^\d+]/g, '');
  return el('div.person', icon('user'), el('strong', who.name), digits && el('a.button', { href: `tel:${digits}` }, icon('phone'), who.phone));
}

function parentAndChildren(app, grid) {
  const grids = app.grids();
  const link = (code) => {
    const other = grids?.byCode.get(code);
    return el('li', el('button.plain', { type: 'button', onclick: () => app.select('grid', code, { fly: true, focus: true }) },
      other?.name ?? code, el('span.muted', other?.leader ?? '')));
  };
  return [
    grid.parent && el('section', el('h3', t('grid.parent')), el('ul.links', link(grid.parent))),
    grid.children?.length > 0 && el('section', el('h3', t('grid.children', { n: grid.children.length })),
      el('ul.links', grid.children.map((child) => link(child.code ?? child)))),
  ];
}
