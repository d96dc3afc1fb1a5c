/** Who answers in a grid: now or at any moment, who leads it, and the turns of the week. `#duty`, `#duty/4203020010103`. */
import { get } from '../api.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { answering } from './duty-answer.js';
import { partsForm } from './duty-parts.js';
import { mayEditDuty, mayEditPeople } from './edit-rights.js';
import { among, pickOne } from './pick-one.js';
import { rotaEditor } from './rota-editor.js';
import { swapList } from './swaps.js';
import { fill, table } from './table.js';

const SHOWN = 100;

export async function page({ body, tools, ref, me }) {
  const grids = (await get('/grids')).features.map(({ properties }) => properties).sort((a, b) => a.level - b.level || a.code.localeCompare(b.code));
  const picker = gridPicker(grids, ref);
  replace(tools, grids.length > 0 && el('div.grid-pick', picker.element));
  if (!ref) return void replace(body, grids.length ? gridList(grids) : empty('grids', t('grids.none'), t('grids.noneHint')));
  return oneGrid({ body, me, code: ref, grid: grids.find(({ code }) => code === ref) });
}

function gridPicker(grids, chosen) {
  const entries = grids.map(({ code, name }) => ({ value: code, label: name || code, detail: code }));
  return pickOne({ label: t('duty.grid'), placeholder: t('duty.find'), value: chosen, suggest: among(entries),
    name: (code) => entries.find(({ value }) => value === code)?.label ?? code, onchange: (code) => { location.hash = code ? `#duty/${encodeURIComponent(code)}` : '#duty'; } });
}

/** What one sees before a grid is chosen. */
function gridList(grids) {
  return [el('p.hint', t('duty.choose')), table([
    [t('grids.code'), ({ code }) => el('code', code), 'nowrap'],
    [t('grids.name'), ({ code, name }) => el('a', { href: `#duty/${encodeURIComponent(code)}` }, name || code)],
    [t('grids.level'), ({ level }) => t(`level.${level}`), 'nowrap'],
    [t('grid.leader'), ({ leader }) => leader ?? el('span.muted', t('grid.noLeader'))],
  ], grids.slice(0, SHOWN), ({ code }) => { location.hash = `#duty/${encodeURIComponent(code)}`; }), grids.length > SHOWN && el('p.muted', t('duty.more', { n: grids.length - SHOWN }))];
}

async function oneGrid({ body, me, code, grid }) {
  const path = `/duty/${encodeURIComponent(code)}`;
  let gone = () => {};
  const content = el('div');
  replace(body, el('div.rule-head', el('a', { href: '#duty' }, icon('back'), t('duty.all')), el('h2', grid?.name || code), el('p.muted', code, grid && ` · ${t(`level.${grid.level}`)}`)), content);
  await fill(content, load);
  return () => gone();

  async function load() {
    const [rota, people] = await Promise.all([get(`${path}/rota`), mayEditPeople(me) ? get('/people') : []]);
    const context = { path, code, rota, mayEdit: mayEditDuty(me), people: known(rota.people, people) };
    const answer = answering(context);
    const changed = () => answer.refresh();
    const editor = rotaEditor({ ...context, changed });
    gone();
    gone = editor.leave;
    return [section('duty-now', 'duty.answering', answer.element), section('duty-people', 'duty.parts', partsForm({ ...context, changed })),
      section('duty-rota', 'duty.rota', editor.element), section('duty-swaps', 'duty.swaps', swapList({ ...context, changed }))];
  }
}

const section = (id, key, content) => el('section.panel', { id }, el('h2', t(key)), el('p.muted', t(`${key}Hint`)), content);

/** Everybody one can name here: those the rota names, and all others when one may see them. */
function known(named, people) {
  const byId = new Map(named.map((each) => [each.id, each]));
  for (const { id, name, ways } of people) byId.set(id, { id, name, retired: false, detail: ways[0]?.address });
  const all = [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
  return { all, nameOf: (id) => byId.get(id)?.name ?? String(id), isRetired: (id) => Boolean(byId.get(id)?.retired) };
}
