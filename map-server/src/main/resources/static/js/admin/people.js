/** The people who answer for grids: how they are reached, for what they answer, and when they are away. `#people`, `#people/Wang Fang` looks for her. */
import { get, post } from '../api.js';
import { now, timeZone, toMs } from '../clock.js';
import { confirmLoss, notify, openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { dateMinute } from '../format.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { mayEditPeople } from './edit-rights.js';
import { leaveDialog } from './leave-form.js';
import { importPeople } from './people-import.js';
import { personForm } from './person-form.js';
import { attempt, button, fill, table } from './table.js';

const SHOWN = 200;

export async function page({ body, tools, ref, me }) {
  if (!me.wholeCommunity) return void replace(body, empty('people', t('people.limited'), t('people.limitedHint')));
  const mayEdit = mayEditPeople(me);
  const list = el('div');
  const retired = el('input', { type: 'checkbox', onchange: () => refresh() });
  const search = el('input', { type: 'search', value: ref ?? '', placeholder: t('people.find'), aria: { label: t('people.find') }, oninput: () => draw() });
  let people = [];
  const refresh = () => fill(list, async () => {
    people = await get(`/people?retired=${retired.checked}`);
    return rows();
  });
  replace(tools, mayEdit && button([icon('upload'), t('import')], () => importPeople(refresh)), mayEdit && button([icon('plus'), t('people.new')], () => edit(null), 'primary'));
  replace(body, el('div.filters', search, el('label.tick', retired, t('people.withRetired'))), list);
  await refresh();

  function draw() {
    replace(list, rows());
  }

  function rows() {
    if (!people.length) return [empty('people', t('people.none'), t('people.noneHint'), mayEdit && el('div.buttons', button(t('people.new'), () => edit(null), 'primary'), button(t('import'), () => importPeople(refresh))))];
    const found = people.filter((person) => textOf(person).includes(search.value.trim().toLowerCase()));
    if (!found.length) return [empty('search', t('people.nothing'), t('people.nothingHint'))];
    return [table([
      [t('people.name'), (person) => [el('strong', person.name), person.account && el('small.muted.block', t('people.signsInAs', { account: person.account })), person.note && el('small.muted.block', person.note)]],
      [t('people.ways'), (person) => wayList(person)],
      [t('people.parts'), (person) => partList(person.parts)],
      [t('people.leave'), (person) => absence(person)],
      ['', (person) => mayEdit && !person.retiredAt && button(t('people.away'), () => leaveDialog(person, refresh))],
    ], found.slice(0, SHOWN), mayEdit && ((person) => !person.retiredAt && edit(person))), found.length > SHOWN && el('p.muted', t('people.more', { n: found.length - SHOWN }))];
  }

  function edit(person) {
    openDialog(person?.name ?? t('people.new'), (close) => [
      personForm(person, () => { close(); notify(t('saved')); refresh(); }),
      person && el('div.hands', el('p.muted', t('people.retireHint')), el('div.buttons', button(t('people.retire'), () => retire(person, close), 'danger'))),
    ], { wide: true });
  }

  async function retire(person, close) {
    const ends = person.parts.map(({ grid, name, part }) => t('people.partIn', { part: t(`part.${part}`), grid: `${name} ${grid}` }));
    const yes = await confirmLoss(t('people.retire'), ends.length ? t('people.retireWhat', { name: person.name, parts: ends.join(t('comma')) }) : t('people.retireNothing', { name: person.name }), t('people.retire'));
    if (!yes) return;
    await attempt(async () => { await post(`/people/${person.id}/retire`, {}); close(); notify(t('people.retired', { name: person.name })); await refresh(); });
  }
}

const textOf = ({ name, note, account, ways, parts }) => [name, note, account ?? '', ...ways.map(({ address }) => address), ...parts.flatMap((part) => [part.grid, part.name])].join(' ').toLowerCase();

function wayList({ ways }) {
  if (!ways.length) return el('span.state.warning', icon('warning'), t('people.noWay'));
  return el('ol.ways', ways.map((way) => el('li', t(`means.${way.means}`), ' ', el('span.address', way.means === 'push' ? t('people.browser') : way.address), ' ',
    way.endedAt ? el('span.state.warning', { title: t('people.endedHint') }, icon('warning'), t('people.ended', { at: dateMinute(toMs(way.endedAt), timeZone()) }))
      : way.verified ? el('span.state.normal', icon('check'), t('people.verified')) : el('span.muted', t('people.unverified')),
    way.quietFrom && el('small.muted.block', t('people.quiet', { from: way.quietFrom.slice(0, 5), to: way.quietTo.slice(0, 5) })))));
}

function partList(parts) {
  if (!parts.length) return el('span.muted', '–');
  return el('ul.part-list', parts.map(({ grid, name, part }) => el('li', t(`part.${part}`), ' ', el('a', { href: `#duty/${encodeURIComponent(grid)}` }, name || grid))));
}

function absence({ leaves, retiredAt }) {
  const at = (instant) => dateMinute(toMs(instant), timeZone());
  if (retiredAt) return el('span.muted', t('people.retiredAt', { at: at(retiredAt) }));
  return leaves.map(({ from, to, reason }) => el('div', { class: toMs(from) <= now() ? 'away-now' : 'muted' },
    t(toMs(from) <= now() ? 'people.awayUntil' : 'people.awayFrom', { from: at(from), to: at(to) }), reason && el('small.muted.block', reason)));
}
