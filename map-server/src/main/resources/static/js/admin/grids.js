/** Grids from and to files, what is wrong with their boundaries and where, and their leaders. */
import { get, post, put, query, url } from '../api.js';
import { notify, openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { area, count } from '../format.js';
import { language, t } from '../i18n.js';
import { empty, stateBadge } from '../parts.js';
import { filePicker } from './import.js';
import { miniMap } from './mini-map.js';
import { button, field, fill, form, table } from './table.js';

const SYSTEMS = ['EPSG:4326', 'EPSG:4490', 'GCJ-02', 'BD-09', 'EPSG:4547', 'EPSG:4548', 'EPSG:4528', 'EPSG:3857'];

export async function page({ body, tools, place }) {
  const list = el('div');
  const refresh = () => fill(list, drawList);
  const system = el('input', { list: 'systems', value: 'EPSG:4326', aria: { label: t('grids.system') } });
  const systems = el('datalist', { id: 'systems' }, SYSTEMS.map((value) => el('option', { value })));
  const download = el('a.button', { href: exportOf('EPSG:4326'), download: 'grids.geojson' }, icon('download'), t('export'));
  system.addEventListener('change', () => (download.href = exportOf(system.value)));
  replace(tools, systems, el('label.inline-field', el('span', t('grids.system')), system), button([icon('upload'), t('import')], () => importGrids(system.value, place, refresh), 'primary'), download);
  replace(body, list);
  await refresh();

  async function drawList() {
    const grids = (await get('/grids')).features.map(({ properties }) => properties).sort((a, b) => a.code.localeCompare(b.code));
    if (!grids.length) return empty('grids', t('grids.none'), t('grids.adminNoneHint'));
    const filter = el('input', { type: 'search', placeholder: t('grids.filter'), aria: { label: t('grids.filter') } });
    const rows = el('div');
    const show = () => {
      const text = filter.value.trim().toLowerCase();
      const found = grids.filter((grid) => !text || `${grid.code} ${grid.name} ${grid.leader ?? ''}`.toLowerCase().includes(text));
      replace(rows, drawRows(found.slice(0, 200), refresh), found.length > 200 && el('p.muted', t('import.rest', { n: found.length - 200 })));
    };
    filter.addEventListener('input', show);
    show();
    return [el('div.filters', filter), rows];
  }
}

const exportOf = (crs) => url(`/grids/export?${query({ crs })}`);

function drawRows(grids, refresh) {
  const n = (value) => count(value, language());
  return table([
    [t('grids.code'), (grid) => el('code', grid.code)],
    [t('grids.name'), (grid) => el('strong', grid.name)],
    [t('grids.level'), (grid) => t(`level.${grid.level}`), 'nowrap'],
    [t('grid.leader'), (grid) => grid.leader ?? el('span.muted', t('grid.noLeader'))],
    [t('grid.households'), (grid) => n(grid.households), 'number'],
    [t('grid.devices'), (grid) => n(grid.devices), 'number'],
  ], grids, (grid) => edit(grid.code, refresh));
}

async function edit(code, refresh) {
  const grid = await get(`/grids/${encodeURIComponent(code)}`);
  openDialog(grid.name, (close) => form([
    field(t('grids.name'), el('input', { name: 'name', value: grid.name, required: true })),
    field(t('grid.leader'), el('input', { name: 'leader', value: grid.leader?.name ?? '' })),
    field(t('grids.phone'), el('input', { name: 'phone', type: 'tel', value: grid.leader?.phone ?? '' })),
  ], async ({ name, leader, phone }) => {
    await put(`/grids/${encodeURIComponent(code)}`, { name, leader: leader.trim() ? { name: leader.trim(), phone: phone.trim() } : null });
    close();
    notify(t('saved'));
    refresh();
  }, t('save')));
}

function importGrids(crs, place, refresh) {
  openDialog(t('grids.import'), () => {
    const report = el('div');
    const choose = filePicker('.json,.geojson', async (file) => {
      const text = await file.text();
      const run = (dryRun) => post(`/grids/import?${query({ crs, dryRun })}`, text, { type: 'application/geo+json' });
      await fill(report, async () => drawReport(await run(true), place, async () => {
        await fill(report, async () => drawReport(await run(false), place, null));
        notify(t('import.done'));
        refresh();
      }));
    });
    return [el('p', t('grids.importHint', { crs })), choose, report];
  }, { wide: true });
}

function drawReport({ accepted, rejected = [], topology = [] }, place, go) {
  const words = (finding) => `${t(`topology.${finding.kind}`)}${finding.areaM2 ? ` ${area(finding.areaM2)}` : ''}`;
  const map = topology.some((finding) => finding.place) && miniMap(place, { marks: topology.filter((finding) => finding.place).map((finding) => ({ place: finding.place, label: words(finding), state: 'alarm' })) });
  return [
    el('h3', t(go ? 'import.tried' : 'import.done')),
    el('div.outcomes', el('span', t('grids.accepted'), ' ', el('b', String(accepted))), el('span', t('outcome.rejected'), ' ', el('b', String(rejected.length))), el('span', t('grids.findings'), ' ', el('b', String(topology.length)))),
    rejected.length > 0 && table([[t('grids.feature'), (each) => String(each.feature)], [t('import.message'), (each) => each.message]], rejected.slice(0, 200)),
    map && map.element,
    topology.length > 0 && table([
      [t('grids.finding'), (finding) => stateBadge('warning', words(finding)), 'nowrap'],
      [t('grids.involved'), (finding) => (finding.grids ?? []).join(t('comma'))],
      [t('import.message'), (finding) => finding.message],
      ['', (finding) => finding.place && button(t('grids.look'), () => map.lookAt(finding.place))],
    ], topology.slice(0, 200)),
    go && el('div.buttons', el('button.primary', { type: 'button', disabled: accepted === 0, onclick: go }, t('import.go', { n: accepted }))),
  ];
}
