/** People and their parts from a CSV list: first tried, each line with its outcome; then done. */
import { post } from '../api.js';
import { notify, openDialog } from '../dialog.js';
import { el } from '../dom.js';
import { said, t } from '../i18n.js';
import { stateBadge } from '../parts.js';
import { filePicker } from './import.js';
import { fill, table } from './table.js';

const SHOWN = 200; // lines of a report; what is wrong comes first
const OUTCOMES = ['rejected', 'added', 'known'];

export function importPeople(refresh) {
  openDialog(t('people.import'), () => {
    const report = el('div');
    const choose = filePicker('.csv,.txt', async (file) => {
      const bytes = await file.arrayBuffer(); // the server knows its encoding better than we do
      const run = (dryRun) => post(`/people/import?dryRun=${dryRun}`, bytes, { type: 'text/csv' });
      await fill(report, async () => drawReport(await run(true), async () => {
        await fill(report, async () => drawDone(await run(false)));
        refresh();
      }));
    });
    return [el('p', t('people.importHint')), el('p.muted', el('code', 'name,phone,email,grid,part')), choose, report];
  }, { wide: true });
}

function drawReport({ accepted, lines }, go) {
  return [el('h3', t('import.tried')), drawLines(lines),
    el('div.buttons', el('button.primary', { type: 'button', disabled: accepted === 0, onclick: go }, t('import.go', { n: accepted })))];
}

function drawDone({ lines }) {
  notify(t('import.done'));
  return [el('h3', t('import.done')), drawLines(lines)];
}

function drawLines(lines) {
  const sorted = lines.toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) || a.line - b.line);
  const outcomes = OUTCOMES.map((outcome) => el('span', t(`outcome.${outcome}`), ' ', el('b', String(lines.filter((line) => line.outcome === outcome).length))));
  return [el('div.outcomes', outcomes), table([
    [t('import.line'), ({ line }) => String(line), 'number'],
    [t('people.name'), ({ name }) => name],
    [t('import.outcome'), ({ outcome }) => (outcome === 'rejected' ? stateBadge('warning', t('outcome.rejected')) : t(`outcome.${outcome}`)), 'nowrap'],
    [t('import.message'), ({ message }) => said(message)],
  ], sorted.slice(0, SHOWN)), lines.length > SHOWN && el('p.muted', t('import.rest', { n: lines.length - SHOWN }))];
}
