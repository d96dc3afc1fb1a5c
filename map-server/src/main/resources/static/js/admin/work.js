/** Planned work: whose alerts are kept quiet, until when, and why. */
import { get, post } from '../api.js';
import { now, timeZone, toMs } from '../clock.js';
import { confirmLoss, notify } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { dateMinute } from '../format.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { mayPlan } from './edit-rights.js';
import { workForm } from './work-form.js';
import { attempt, button, fill, table } from './table.js';

const GLYPH = { device: 'pin', building: 'home', grid: 'grids' };
const FIRST = ['running', 'planned', 'ended', 'over'];

export async function page({ body, tools, me }) {
  const list = el('div');
  const refresh = () => fill(list, draw);
  replace(tools, mayPlan(me) && button([icon('plus'), t('work.new')], () => workForm(refresh), 'primary'));
  replace(body, list);
  await refresh();

  async function draw() {
    const works = (await get('/planned-work')).toSorted((a, b) => FIRST.indexOf(a.state) - FIRST.indexOf(b.state) || toMs(a.from) - toMs(b.from));
    if (!works.length) return empty('work', t('work.none'), t('work.noneHint'));
    return table([
      [t('work.state'), (work) => el(`span.work-state.${work.state}`, t(`work.state.${work.state}`)), 'nowrap'],
      [t('work.place'), (work) => [icon(GLYPH[work.place]), ' ', el('strong', work.label), work.label !== work.ref && work.place !== 'building' && el('small.muted', ` ${work.ref}`)]],
      [t('device.kind'), (work) => (work.kinds.length ? work.kinds.map((kind) => t(`kind.${kind}`)).join(t('comma')) : t('work.allKinds'))],
      [t('work.from'), (work) => dateMinute(toMs(work.from), timeZone()), 'nowrap'],
      [t('work.to'), (work) => until(work), 'nowrap'],
      [t('work.reason'), (work) => [el('div', work.reason), el('small.muted', work.madeBy)]],
      [t('work.quiet'), (work) => work.quiet || '–', 'number'],
      ['', (work) => mayPlan(me) && (work.state === 'running' || work.state === 'planned') && button(t(work.state === 'running' ? 'work.end' : 'work.drop'), () => end(work))],
    ], works);
  }

  async function end(work) {
    const yes = await confirmLoss(t('work.end'), t('work.endWhat', { place: work.label, n: work.quiet }), t(work.state === 'running' ? 'work.end' : 'work.drop'));
    if (yes) await attempt(async () => { await post(`/planned-work/${work.id}/end`, {}); notify(t('saved')); await refresh(); });
  }
}

function until(work) {
  const at = dateMinute(toMs(work.endedAt ?? work.to), timeZone());
  if (work.endedAt) return t('work.endedBy', { at, who: work.endedBy });
  const left = toMs(work.to) - now();
  return work.state === 'running' && left < 3600e3 ? t('work.soon', { at, n: Math.max(1, Math.round(left / 60e3)) }) : at;
}
