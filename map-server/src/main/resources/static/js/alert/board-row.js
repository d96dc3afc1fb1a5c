/** One alert as a line of the board; a heading above quiet ones. */
import { ago, timeZone, toMs } from '../clock.js';
import { el, icon } from '../dom.js';
import { dateMinute } from '../format.js';
import { t } from '../i18n.js';
import { mayAct } from './acts.js';
import { phaseBadge, severityBadge } from './parts.js';
import { amount, limitText, placeOf, quietText, remarksOf, titleOf } from './words.js';

/** @param on `tick(row, range)`, `acknowledge(row)`; `look` says what is `ticked(id)` and `open(id)` */
export function boardRow(app, item, look, on) {
  if (item.heading) return el('div.board-heading', { role: 'gridcell' }, icon('mute'), el('strong', t(`board.heading.${item.heading}`)), el('span.muted', t('board.alerts', { n: item.n })));
  const { row } = item;
  const quiet = quietText(row, (until) => dateMinute(toMs(until), timeZone()));
  const small = [quiet, ...remarksOf(row)].filter(Boolean).join(' · ');
  return el(`div.board-line${look.open(row.id) ? '.is-open' : ''}${quiet ? '.is-quiet' : ''}${row.phase === 'active' ? '' : '.is-over'}`, { role: 'presentation' },
    mayAct() && el('label.cell.tick-cell', { role: 'gridcell' }, el('input', { type: 'checkbox', checked: look.ticked(row.id), aria: { label: t('board.tick', { title: titleOf(row) }) }, onclick: (event) => on.tick(row, event.shiftKey) })),
    cell('sev', severityBadge(row.severity)),
    cell('what', el('strong', titleOf(row)), small && el('small', small)),
    cell('where', el('span', placeOf(row)), el('small', [gridName(app, row), row.address].find((text) => text && text !== placeOf(row)) ?? '')),
    cell('value', el('span', amount(row, row.newestValue ?? row.value)), row.limit !== null && row.limit !== undefined && el('small', t('board.limit', { limit: limitText(row.quantity, row.limit) }))),
    cell('age', ago(row.raisedAt)),
    cell('state', phaseBadge(row), row.acknowledgedBy ? el('small', row.acknowledgedBy) : el('small.next-step', { data: { next: row.id } }, app.waiting.words(row.id))),
    cell('assigned', row.assignedTo ?? ''),
    mayAct() && row.phase !== 'closed' && cell('act', row.acknowledgedAt && !row.worseSinceAcknowledged ? null : el('button', { type: 'button', tabindex: '-1', data: { act: 'acknowledge' }, onclick: (event) => { event.stopPropagation(); on.acknowledge(row); } }, t('alert.act.acknowledge'))));
}

const cell = (name, ...content) => el(`div.cell.cell-${name}`, { role: 'gridcell' }, content);

function gridName(app, row) {
  const grids = (row.grids ?? []).map((code) => app.grids()?.byCode.get(code)).filter(Boolean);
  return grids.toSorted((a, b) => b.level - a.level)[0]?.name;
}

/** When the line must be drawn anew. */
export const rowStamp = (item, look) => (item.heading ? `${item.heading} ${item.n}` : `${item.row.revision} ${look.ticked(item.row.id)} ${look.open(item.row.id)} ${item.why ?? ''} ${item.row.worseSinceAcknowledged}`);

export const boardHead = () => el('div.board-line.board-head', { aria: { hidden: 'true' } }, mayAct() && el('span.cell.tick-cell'),
  ['sev', 'what', 'where', 'value', 'age', 'state', 'assigned'].map((name) => el(`span.cell.cell-${name}`, t(`board.column.${name}`))), mayAct() && el('span.cell.cell-act'));
