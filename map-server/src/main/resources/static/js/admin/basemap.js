/** What is drawn behind everything: buildings, streets, water and green from a file. */
import { post, query } from '../api.js';
import { notify } from '../dialog.js';
import { el, replace } from '../dom.js';
import { count } from '../format.js';
import { language, said, t, tOr } from '../i18n.js';
import { facts } from '../parts.js';
import { filePicker } from './import.js';
import { miniMap } from './mini-map.js';
import { fill } from './table.js';

export async function page({ body, place }) {
  const report = el('div');
  const preview = el('div');
  const showMap = () => replace(preview, miniMap(place, {}).element);
  const choose = filePicker('.pbf,.osm.pbf,.json,.geojson', async (file) => {
    const type = /\.pbf$/i.test(file.name) ? 'application/octet-stream' : 'application/geo+json';
    const run = (dryRun) => post(`/basemap/import?${query({ dryRun })}`, file, { type });
    replace(report, el('p.muted', t('basemap.reading', { name: file.name })));
    await fill(report, async () => drawReport(await run(true), async () => {
      replace(report, el('p.muted', t('basemap.reading', { name: file.name })));
      await fill(report, async () => drawReport(await run(false), null));
      notify(t('import.done'));
      showMap();
    }));
  });
  replace(body, choose, report, el('h3', t('basemap.now')), preview);
  showMap();
}

/** The report's numbers whatever they are called, so that new ones need no new page. */
function drawReport(report, go) {
  const rows = Object.entries(report).filter(([, value]) => value !== null && typeof value !== 'boolean')
    .flatMap(([name, value]) => (typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [[name, value]]));
  const text = (value) => (typeof value === 'number' ? count(value, language()) : Array.isArray(value) ? value.slice(0, 20).map((each) => said(typeof each === 'object' ? each.message ?? JSON.stringify(each) : each)).join(t('comma')) : String(value));
  return [el('h3', t(go ? 'import.tried' : 'import.done')), facts(rows.map(([name, value]) => [tOr(`basemap.${name}`, said(name)), text(value)])),
    go && el('div.buttons', el('button.primary', { type: 'button', onclick: go }, t('basemap.go')))];
}
