/** What could not be taken: how much by reason and day, and the newest with their first bytes. */
import { get, query } from '../api.js';
import { ago } from '../clock.js';
import { el, replace } from '../dom.js';
import { count } from '../format.js';
import { language, said, t, tOr } from '../i18n.js';
import { empty } from '../parts.js';
import { endless, fill, table } from './table.js';

const DAYS = 14;
const SIZE = 50;
const reasonName = (reason) => tOr(`reject.${reason}`, reason);

export async function page({ body }) {
  let reason = '';
  const counts = el('div');
  const newest = endless((last) => get(`/rejects?${query({ reason, before: last?.id, limit: SIZE })}`), draw, SIZE);
  const choice = el('select', { aria: { label: t('rejects.reason') }, onchange: () => { reason = choice.value; newest.restart(); } }, el('option', { value: '' }, t('rejects.all')));
  replace(body, counts, el('div.filters', choice), newest.element);
  await fill(counts, async () => {
    const rows = await get(`/rejects/counts?days=${DAYS}`);
    const reasons = [...new Set(rows.map((row) => row.reason))].sort();
    choice.append(...reasons.map((each) => el('option', { value: each }, reasonName(each))));
    return rows.length ? matrix(rows, reasons) : empty('check', t('rejects.none'), t('rejects.noneHint'));
  });
  await newest.restart();
}

function matrix(rows, reasons) {
  const days = [...new Set(rows.map((row) => row.day))].sort().reverse();
  const of = (day, reason) => rows.find((row) => row.day === day && row.reason === reason)?.count;
  return table([[t('rejects.day'), (day) => day, 'nowrap'], ...reasons.map((reason) => [reasonName(reason), (day) => count(of(day, reason) ?? 0, language()), 'number'])], days);
}

function draw(rejects) {
  return rejects.length > 0 && table([
    [t('rejects.when'), (each) => ago(each.at), 'nowrap'],
    [t('rejects.reason'), (each) => reasonName(each.reason), 'nowrap'],
    [t('rejects.topic'), (each) => el('code', each.topic)],
    [t('rejects.detail'), (each) => said(each.detail)],
    [t('rejects.bytes'), (each) => el('code', each.firstBytes ?? '')],
  ], rejects);
}
