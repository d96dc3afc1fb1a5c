/** Devices from a file: first tried without changing anything, each line with its outcome; then done. */
import { post, query } from '../api.js';
import { notify, openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { said, t } from '../i18n.js';
import { stateBadge } from '../parts.js';
import { fill, table } from './table.js';

const TYPES = { csv: 'text/csv', geojson: 'application/geo+json' };
const SHOWN = 200; // lines of a report; what is wrong comes first

export function importDevices(refresh) {
  openDialog(t('devices.import'), () => {
    const report = el('div');
    const choose = filePicker('.csv,.json,.geojson', async (file) => {
      const format = /\.csv$/i.test(file.name) ? 'csv' : 'geojson';
      const text = await file.text();
      const run = (dryRun) => post(`/devices/import?${query({ format, dryRun })}`, text, { type: TYPES[format] });
      await fill(report, async () => drawReport(await run(true), async () => {
        await fill(report, async () => drawDone(await run(false)));
        refresh();
      }));
    });
    return [el('p', t('devices.importHint')), el('p.muted', el('code', 'name,kind,model,label,lon,lat,address,expectedIntervalSeconds,gateway,tags')), choose, report];
  }, { wide: true });
}

/** Choosing a file, or dropping it. */
export function filePicker(accept, take) {
  const input = el('input.offscreen', { type: 'file', accept, onchange: () => input.files[0] && take(input.files[0]).finally(() => (input.value = '')) });
  const zone = el('label.drop', input, icon('upload'), el('span', t('file.choose')));
  zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('over'); });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
  return zone;
}

const OUTCOMES = ['rejected', 'created', 'updated', 'unchanged'];

function summary(lines) {
  return el('div.outcomes', OUTCOMES.map((outcome) => el('span', t(`outcome.${outcome}`), ' ', el('b', String(lines.filter((line) => line.outcome === outcome).length)))));
}

function drawLines(lines) {
  const sorted = lines.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) || a.line - b.line);
  return [summary(lines), table([
    [t('import.line'), (line) => String(line.line), 'number'],
    [t('devices.name'), (line) => line.name],
    [t('import.outcome'), (line) => (line.outcome === 'rejected' ? stateBadge('warning', t('outcome.rejected')) : t(`outcome.${line.outcome}`)), 'nowrap'],
    [t('import.message'), (line) => said(line.message ?? '')],
  ], sorted.slice(0, SHOWN)), lines.length > SHOWN && el('p.muted', t('import.rest', { n: lines.length - SHOWN }))];
}

function drawReport({ lines }, go) {
  const good = lines.filter((line) => line.outcome !== 'rejected').length;
  return [el('h3', t('import.tried')), drawLines(lines),
    el('div.buttons', el('button.primary', { type: 'button', disabled: good === 0, onclick: go }, t('import.go', { n: good })))];
}

function drawDone({ lines, tokens = [] }) {
  notify(t('import.done'));
  return [el('h3', t('import.done')), tokens?.length > 0 && tokenList(tokens), drawLines(lines)];
}

function tokenList(tokens) {
  const text = `name,token\n${tokens.map(({ name, token }) => `${name},${token}`).join('\n')}\n`;
  const save = el('a.button.primary', { download: 'tokens.csv', href: `data:text/csv;charset=utf-8,${encodeURIComponent(text)}` }, icon('download'), t('import.saveTokens'));
  return el('div', el('p', t('import.tokens', { n: tokens.length })), save);
}
