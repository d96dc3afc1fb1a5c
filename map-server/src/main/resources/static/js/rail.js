/** The rail on the left: layers, kinds and states, grids, devices in view. On a phone the bar at the bottom. */
import { el, icon, replace } from './dom.js';
import { draggable } from './drawer.js';
import { t } from './i18n.js';
import { KINDS, STATES, WORST_FIRST } from './states.js';
import { stateBadge } from './parts.js';
import { gridTree } from './grid-tree.js';

/** @param app the assembled page: `preferences`, `changePreferences(what)`, `select`, `help`, `me` */
export function createRail(element, app) {
  const sections = {
    layers: { glyph: 'layers', build: () => layers(app) },
    filter: { glyph: 'filter', build: () => filters(app) },
    grids: { glyph: 'grids', build: () => gridTree(app) },
  };
  const title = el('h2', { tabindex: '-1' });
  const body = el('div.rail-body');
  const grip = el('button.grip', { type: 'button', aria: { label: t('sheet.resize') } });
  const panel = el('section.rail-panel', { hidden: true, data: { height: 'half' } }, grip, el('header', title), body);
  draggable(panel, grip);
  let open = null;

  const button = (name, glyph, label, onclick, extra = {}) =>
    el('button.rail-button', { type: 'button', title: label, data: { name }, onclick, ...extra }, icon(glyph), el('span', label));
  const buttons = Object.entries(sections).map(([name, { glyph }]) =>
    button(name, glyph, t(`rail.${name}`), () => show(open === name ? null : name), { aria: { expanded: 'false', controls: 'rail-panel' } }));
  panel.id = 'rail-panel';
  element.setAttribute('aria-label', t('rail.title'));
  replace(element,
    el('div.rail-buttons', buttons,
      button('list', 'list', t('rail.list'), () => { show(null); app.select('list', 'view', { focus: true }); }),
      el('span.rail-space'),
      el('a.rail-button.wide-only', { href: '/admin.html#rules', title: t('admin.rules') }, icon('rules'), el('span', t('rail.rules'))),
      button('home', 'home', t('rail.home'), () => app.home()),
      app.me.role === 'operator' && el('a.rail-button.wide-only', { href: '/admin.html', title: t('admin.title') }, icon('gear'), el('span', t('admin.title'))),
      button('help', 'help', t('help.title'), () => app.help(), { class: 'rail-button wide-only' })),
    panel);

  function show(name) {
    open = name;
    panel.hidden = !name;
    document.body.classList.toggle('with-rail', Boolean(name));
    for (const each of buttons) {
      each.setAttribute('aria-expanded', String(each.dataset.name === name));
      each.classList.toggle('active', each.dataset.name === name);
    }
    if (!name) return;
    title.textContent = t(`rail.${name}`);
    replace(body, sections[name].build());
    app.railOpened?.();
  }

  return { show, close: () => show(null), get open() { return open; }, refresh: () => open && replace(body, sections[open].build()) };
}

function tick(label, checked, onchange) {
  return el('label.tick', el('input', { type: 'checkbox', checked, onchange: (event) => onchange(event.target.checked) }), label);
}

function layers(app) {
  const { layers: on } = app.preferences;
  return ['background', 'grids', 'names', 'devices'].map((name) =>
    tick(t(`layer.${name}`), on[name], (yes) => {
      on[name] = yes;
      app.changePreferences('layers');
    }));
}

function filters(app) {
  const { filter } = app.preferences;
  const bit = (field, code) => (yes) => {
    filter[field] = yes ? filter[field] | (1 << code) : filter[field] & ~(1 << code);
    app.changePreferences('filter');
  };
  return [
    el('h3', t('filter.kinds')),
    KINDS.map((kind, code) => tick([icon(kind), t(`kind.${kind}`)], (filter.kinds >> code) & 1, bit('kinds', code))),
    el('h3', t('filter.states')),
    WORST_FIRST.map((code) => tick(stateBadge(STATES[code]), (filter.states >> code) & 1, bit('states', code))),
    tick(stateBadge('unassigned'), filter.unassigned, (yes) => {
      filter.unassigned = yes;
      app.changePreferences('filter');
    }),
    el('p.hint', t('filter.hint')),
  ];
}
