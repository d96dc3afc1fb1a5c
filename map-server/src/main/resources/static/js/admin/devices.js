/** The registry: find, create, change, retire and restore, replace, import and export. */
import { get, query, url } from '../api.js';
import { ago } from '../clock.js';
import { debounce, el, icon, replace } from '../dom.js';
import { count } from '../format.js';
import { language, t, tOr } from '../i18n.js';
import { empty, stateBadge } from '../parts.js';
import { KINDS, STATES } from '../states.js';
import { deviceForm } from './device-form.js';
import { importDevices } from './import.js';
import { attempt, button, fill, select, table } from './table.js';

const SIZE = 50;

export async function page({ body, tools, ref, place }) {
  const asked = { q: '', kind: '', state: '', page: 0, size: SIZE };
  const list = el('div');
  const refresh = () => fill(list, draw);
  const search = el('input', { type: 'search', placeholder: t('devices.search'), aria: { label: t('devices.search') }, oninput: debounce(() => ask({ q: search.value.trim() }), 250) });
  const kinds = select('kind', [['', t('devices.allKinds')], ...KINDS.map((kind) => [kind, t(`kind.${kind}`)])]);
  const states = select('state', [['', t('devices.allStates')], ...[...STATES, 'unassigned'].map((state) => [state, t(`state.${state}`)]), ['retired', t('device.retired')]]);
  kinds.addEventListener('change', () => ask({ kind: kinds.value }));
  states.addEventListener('change', () => ask(states.value === 'retired' ? { state: '', retired: true } : { state: states.value, retired: '' }));

  replace(tools,
    button([icon('plus'), t('devices.new')], () => deviceForm(null, place, refresh), 'primary'),
    button([icon('upload'), t('import')], () => importDevices(refresh)),
    el('a.button', { href: url('/devices/export?format=csv'), download: 'devices.csv' }, icon('download'), 'CSV'),
    el('a.button', { href: url('/devices/export?format=geojson'), download: 'devices.geojson' }, icon('download'), 'GeoJSON'));
  replace(body, el('div.filters', search, kinds, states), list);
  await refresh();
  if (ref) open(ref);

  function ask(change) {
    Object.assign(asked, { page: 0 }, change);
    refresh();
  }

  async function open(name) {
    await attempt(async () => deviceForm(await get(`/devices/${encodeURIComponent(name)}`), place, refresh));
  }

  async function draw() {
    const { total, items } = await get(`/devices?${query(asked)}`);
    if (!total) return asked.q || asked.kind || asked.state || asked.retired ? empty('search', t('devices.nothing'), t('devices.nothingHint')) : empty('pin', t('devices.none'), t('devices.noneHint'));
    return [
      table([
        [t('devices.name'), (d) => el('strong', d.name)],
        [t('devices.label'), (d) => d.label || '–'],
        [t('device.kind'), (d) => [icon(d.kind), ` ${t(`kind.${d.kind}`)}${d.model && d.model !== d.kind ? ` · ${tOr(`model.${d.model}`, d.model)}` : ''}`], 'nowrap'],
        [t('devices.state'), (d) => (d.retired ? el('span.muted', t('device.retired')) : stateBadge(d.state))],
        [t('device.lastHeard'), (d) => (d.lastHeardAt ? ago(d.lastHeardAt) : el('span.muted', t('device.neverHeard'))), 'nowrap'],
        [t('device.grid'), (d) => d.grid ?? stateBadge('unassigned')],
        [t('device.address'), (d) => d.address || '–'],
      ], items, (d) => open(d.name)),
      pager(total),
    ];
  }

  function pager(total) {
    const last = Math.ceil(total / SIZE) - 1;
    const go = (to) => { asked.page = to; refresh(); };
    return el('div.pager',
      el('span.muted', t('pager', { from: asked.page * SIZE + 1, to: Math.min((asked.page + 1) * SIZE, total), total: count(total, language()) })),
      el('button', { type: 'button', disabled: asked.page === 0, onclick: () => go(asked.page - 1) }, t('previous')),
      el('button', { type: 'button', disabled: asked.page >= last, onclick: () => go(asked.page + 1) }, t('next')));
  }
}
