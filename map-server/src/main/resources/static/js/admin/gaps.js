/** Where an alert would find nobody, grid by grid, each with a link to where it is mended. */
import { get, query } from '../api.js';
import { timeZone, toMs } from '../clock.js';
import { el, icon, replace } from '../dom.js';
import { count, dateMinute } from '../format.js';
import { language, t } from '../i18n.js';
import { empty } from '../parts.js';
import { mayEditPeople } from './edit-rights.js';
import { gapCounts, gapGroups } from './gap-groups.js';
import { button, fill, select } from './table.js';

const DAYS = [1, 7, 14, 30, 92];
const SHOWN = 50;
const SHOWN_TIMES = 4;
const OF_PEOPLE = ['no-contact', 'unverified'];
const OF_CHANNELS = ['no-channel', 'channel-down'];

export async function page({ body, tools, me }) {
  const days = select('days', DAYS.map((n) => [String(n), t(n === 1 ? 'gaps.day' : 'gaps.days', { n })]), '14');
  const list = el('div');
  let kind = '';
  let shown = SHOWN;
  days.addEventListener('change', () => refresh());
  replace(tools, el('label.inline-field', el('span', t('gaps.within')), days));
  replace(body, list);
  await refresh();

  function refresh() {
    return fill(list, async () => draw(await get(`/duty/gaps?${query({ days: days.value })}`)));
  }

  function draw(answer) {
    const { gaps, gridsLookedAt } = answer;
    const n = (value) => count(value, language());
    if (!gridsLookedAt) return empty('grids', t('grids.none'), t('grids.noneHint'));
    if (!gaps.length) return empty('check', t('gaps.none'), t('gaps.noneHint', { n: n(gridsLookedAt) }));
    const groups = gapGroups(gaps);
    const counts = gapCounts(groups);
    if (!counts.some(([what]) => what === kind)) kind = '';
    const again = () => replace(list, draw(answer));
    const choose = (what) => { kind = what; shown = SHOWN; again(); list.querySelector(`[data-kind="${what}"]`)?.focus(); };
    const toggle = (what, words) => el('button.gap-kind', { type: 'button', data: { kind: what }, aria: { pressed: String(kind === what) }, onclick: () => choose(what) }, words);
    const wanted = groups.filter(({ lines }) => !kind || lines.some(({ what }) => what === kind));
    return [
      el('p', t('gaps.found', { n: n(groups.length), all: n(gridsLookedAt) })),
      el('div.gap-kinds', { role: 'group', aria: { label: t('gaps.kinds') } }, toggle('', t('gaps.all')), counts.map(([what, some]) => toggle(what, [t(`gap.${what}`), ' ', el('b', n(some))]))),
      el('ul.gap-grids', wanted.slice(0, shown).map((group) => oneGrid(group, answer))),
      wanted.length > shown && button(t('gaps.more', { n: n(wanted.length - shown) }), () => { shown += SHOWN; again(); }, 'more'),
    ];
  }

  function oneGrid({ grid, name, lines }, answer) {
    const duty = `#duty/${encodeURIComponent(grid)}`;
    return el('li.gap-grid', { data: { grid } }, el('header', el('a', { href: duty }, name || grid), el('small.muted', grid)),
      el('ul', lines.filter(({ what }) => !kind || what === kind).map((line) => el('li', sign(line), times(line, answer), mend(line, duty)))));
  }

  /** People are mended where people are and channels where channels are, by those who may; all else in the duty of the grid. */
  function mend({ what, who }, duty) {
    if (OF_CHANNELS.includes(what)) return me.role === 'operator' ? el('a', { href: '#channels' }, t('gaps.mend.channel')) : el('span.muted', t('gaps.tellOperator'));
    const toPerson = OF_PEOPLE.includes(what);
    if (toPerson && !mayEditPeople(me)) return el('span.muted', t('gaps.tellOthers'));
    return el('a', { href: toPerson ? `#people/${encodeURIComponent(who)}` : duty }, t(`gaps.mend.${what}`));
  }
}

const MILD = ['unverified', 'rota-gap'];

function sign({ what, who }) {
  const state = MILD.includes(what) ? 'warning' : 'alarm';
  return el('div', el(`span.state.${state}`, icon(state), t(`gap.${what}`)), who && [' ', el('strong', who)], el('small.muted.block', t(`gap.${what}.means`)));
}

function times({ spans }, { from, to }) {
  if (spans.length === 1 && spans[0].from === from && spans[0].to === to) return el('div.gap-times.muted', t('gaps.always'));
  const at = (instant) => dateMinute(toMs(instant), timeZone());
  return el('div.gap-times', spans.slice(0, SHOWN_TIMES).map((span) => el('div', `${at(span.from)} – ${at(span.to)}`)),
    spans.length > SHOWN_TIMES && el('div.muted', t('gaps.moreTimes', { n: spans.length - SHOWN_TIMES })));
}
