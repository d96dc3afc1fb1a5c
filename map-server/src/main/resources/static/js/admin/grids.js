/** Grids from and to files, what is wrong with their boundaries and where, and their leaders. */
import { get, post, put, query, url } from '../api.js';
import { notify, openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { area, count } from '../format.js';
import { language, said, t } from '../i18n.js';
import { empty, stateBadge } from '../parts.js';
import { filePicker } from './import.js';
import { miniMap } from './mini-map.js';
import { button, field, fill, form, table } from './table.js';

const SYSTEMS = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09', 'EPSG:4547', 'EPSG:4548', 'EPSG:4528', 'EPSG:3857'];

export async function page({ body, tools, place }) {
  const list = el('div');
  const refresh = () => fill(list, drawList);
  const system = el('input', { list: 'systems', value: 'WGS84', aria: { label: t('grids.system') } });
  const systems = el('datalist', { id: 'systems' }, SYSTEMS.map((value) => el('option', { value })));
  const download = el('a.button', { href: exportOf('WGS84'), download: 'grids.geojson' }, icon('download'), t('export'));
  system.addEventListener('change', () => (download.href = exportOf(system.value)));
  replace(tools, systems, el('label.inline-field', el('span', t('grids.system')), system), button([icon('upload'), t('import')], () => importGrids(system.value, place, refresh), 'primary'), download);
  replace(body, list);
  await refresh();

  async function drawList() {
    const grids = (await get('/grids')).features.map(({ properties }) => properties).sort((a, b) => a.level - b.level || a.code.localeCompare(b.code));
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
    await put(`/grids/${encodeURIComponent(code)}`, { name, leader: { name: leader.trim(), phone: phone.trim() } });
    close();
    notify(t('saved'));
    refresh();
  }, t('save')));
}

function importGrids(crs, place, refresh) {
  openDialog(t('grids.import'), () => {
    const report = el('div');
    const replaceAll = el('input', { type: 'checkbox' });
    const allowGaps = el('input', { type: 'checkbox' });
    const choose = filePicker('.json,.geojson', async (file) => {
      const text = await file.text();
      const run = (dryRun) => send(`/grids/import?${query({ crs, dryRun, replace: replaceAll.checked, allowGaps: allowGaps.checked })}`, text);
      await fill(report, async () => drawReport(await run(true), place, async () => {
        await fill(report, async () => drawReport(await run(false), place, null));
        refresh();
      }));
    });
    return [el('p', t('grids.importHint', { crs })), el('label.tick', replaceAll, t('grids.replaceAll')), el('label.tick', allowGaps, t('grids.allowGaps')), choose, report];
  }, { wide: true });
}

/** A refused import answers with the same report. */
async function send(path, text) {
  try {
    return await post(path, text, { type: 'application/geo+json' });
  } catch (error) {
    if (error.status === 422 && error.body.topology) return error.body;
    throw error;
  }
}

const CHANGES = ['added', 'redrawn', 'renamed', 'ended'];

function drawReport(answer, place, go) {
  const { accepted, rejected = [], topology = [], sound = true } = answer;
  const words = (finding) => `${t(`topology.${finding.kind}`)}${finding.areaM2 ? ` ${area(finding.areaM2)}` : ''}`;
  const map = topology.some((finding) => finding.place) && miniMap(place, { marks: topology.filter((finding) => finding.place).map((finding) => ({ place: finding.place, label: words(finding), state: finding.hard === false ? 'warning' : 'alarm' })) });
  return [
    el('h3', t(go ? 'import.tried' : answer.applied === false ? 'grids.refused' : 'import.done')),
    !sound && el('p.form-error', t('grids.unsound')),
    el('div.outcomes', el('span', t('grids.accepted'), ' ', el('b', String(accepted))), el('span', t('outcome.rejected'), ' ', el('b', String(rejected.length))), el('span', t('grids.findings'), ' ', el('b', String(topology.length))),
      CHANGES.filter((each) => answer[each]).map((each) => el('span', t(`grids.${each}`), ' ', el('b', String(answer[each]))))),
    rejected.length > 0 && table([[t('grids.feature'), (each) => String(each.feature)], [t('import.message'), (each) => said(each.message)]], rejected.slice(0, 200)),
    map && map.element,
    topology.length > 0 && table([
      [t('grids.finding'), (finding) => stateBadge(finding.hard === false ? 'warning' : 'alarm', words(finding)), 'nowrap'],
      [t('grids.involved'), (finding) => (finding.grids ?? []).join(t('comma'))],
      [t('import.message'), (finding) => said(finding.message)],
      ['', (finding) => finding.place && button(t('grids.look'), () => map.lookAt(finding.place))],
    ], topology.slice(0, 200)),
    go && el('div.buttons', el('button.primary', { type: 'button', disabled: accepted === 0 || !sound, onclick: go }, t('import.go', { n: accepted }))),
  ];
}
