/** Fire drills: a marked test goes through the real chain of a grid, and it is seen who answers and how fast. `#drills`, `#drills/12`. */
import { countdown, tellingSection } from '../alert/telling.js';
import { get, post, query } from '../api.js';
import { now, timeZone, toMs } from '../clock.js';
import { notify } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { dateMinute, dateTime } from '../format.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { durationText } from './duration.js';
import { mayEditDuty } from './edit-rights.js';
import { clearErrors, place } from './field-errors.js';
import { fieldForm } from './field-form.js';
import { among, pickOne } from './pick-one.js';
import { previewed } from './routing-preview.js';
import { MILDEST_FIRST, severityWord } from './severity-mark.js';
import { attempt, button, field, fill, select, table } from './table.js';

const KINDS = ['gas', 'water', 'power', 'camera', 'other'];
const MINUTES = [5, 15, 30, 60, 120];
const LOOK_AGAIN_MS = 2000;

export function page(context) {
  return context.ref ? oneDrill(context) : allDrills(context);
}

// ---- all of them

async function allDrills({ body, tools, me }) {
  const list = el('div');
  let looking = 0;
  let left = false;
  replace(tools, mayEditDuty(me) && button([icon('plus'), t('drills.new')], () => begin(), 'primary'));
  const form = el('div');
  replace(body, form, list);
  await fill(list, draw);
  return () => { left = true; clearTimeout(looking); };

  async function draw() {
    const drills = await get('/drills');
    if (!left && drills.some(running)) looking = setTimeout(() => fill(list, draw), LOOK_AGAIN_MS);
    if (!drills.length) return empty('sound', t('drills.none'), t('drills.noneHint'));
    return table([
      [t('drills.started'), (drill) => dateMinute(toMs(drill.startedAt), timeZone()), 'nowrap'],
      [t('drills.grid'), (drill) => [el('a', { href: `#drills/${drill.id}` }, drill.gridName || drill.grid), el('small.muted.block', drill.grid)]],
      [t('drills.as'), (drill) => [severityWord(drill.severity), el('small.muted', ` ${t(`kind.${drill.kind}`)}`)], 'nowrap'],
      [t('drills.outcome'), outcome],
      [t('drills.reached'), (drill) => `${drill.reached} / ${drill.told}`, 'number'],
      [t('drills.by'), (drill) => drill.startedBy],
    ], drills, (drill) => { location.hash = `#drills/${drill.id}`; });
  }

  async function begin() {
    const grids = (await attempt(() => get('/grids')))?.features.map(({ properties }) => properties);
    if (grids) replace(form, drillForm(grids, () => replace(form)));
  }
}

const running = ({ outcome: how }) => how === 'running';

/** In words, with a mark that tells it without its colour. */
function outcome(drill) {
  if (running(drill)) return el('span.state', icon('clock'), t('drills.running', { time: countdown(toMs(drill.until) - now()) }));
  if (drill.outcome === 'answered') return el('span.state.normal', icon('check'), t('drills.answered', { who: drill.answeredBy, time: durationText(Math.round(drill.answeredAfterS)) }));
  return el('span.state.alarm', icon('alarm'), t('drills.unanswered'));
}

// ---- a new one

/** Before it starts one sees who would be told. */
function drillForm(grids, close) {
  const leaf = Math.max(...grids.map(({ level }) => level));
  const entries = grids.filter(({ level }) => level === leaf).map(({ code, name }) => ({ value: code, label: name || code, detail: code }));
  const preview = el('div', el('p.muted', t('drills.chooseGrid')));
  const grid = pickOne({ label: t('drills.grid'), placeholder: t('duty.find'), suggest: among(entries), onchange: () => { clearErrors(fields); look(); } });
  const severity = select('severity', MILDEST_FIRST.toReversed().filter((each) => each !== 'blue').map((each) => [each, t(`severity.${each}`)]), 'orange');
  const kind = select('kind', KINDS.map((each) => [each, t(`kind.${each}`)]), 'gas');
  const minutes = select('minutes', MINUTES.map((each) => [String(each), durationText(each * 60)]), '15');
  for (const each of [severity, kind, minutes]) each.addEventListener('change', look);
  const fields = el('div.drill-fields', place('grid', t('drills.grid'), grid.element), field(t('routing.severity'), severity), field(t('device.kind'), kind), field(t('drills.lasts'), minutes));
  let turn = 0;

  function look() {
    const mine = ++turn;
    if (!grid.value()) return replace(preview, el('p.muted', t('drills.chooseGrid')));
    return fill(preview, async () => {
      const answer = await get(`/routing/preview?${query({ grid: grid.value(), severity: severity.value, kind: kind.value, minutes: minutes.value })}`);
      return mine === turn ? previewed(answer) : [...preview.childNodes];
    });
  }

  async function save() {
    const drill = await post('/drills', { grid: grid.value(), severity: severity.value, kind: kind.value, minutes: Number(minutes.value) });
    notify(t('drills.begun'));
    location.hash = `#drills/${drill.id}`;
  }

  return el('section.panel.drill-form', el('h2', t('drills.new')), el('p.muted', t('drills.newHint')),
    fieldForm([
      fields,
      el('h3', t('drills.wouldBeTold')), preview,
    ], save, t('drills.start'), button(t('cancel'), close)));
}

// ---- one of them

async function oneDrill({ body, tools, ref, me }) {
  const head = el('div');
  let drill = null;
  let telling = null;
  let looking = 0;
  let left = false;
  const ticking = setInterval(() => drill && running(drill) && drawHead(), 1000);
  replace(body, el('div.rule-head', el('a', { href: '#drills' }, icon('back'), t('drills.all'))), head);
  await fill(head, async () => { await read(); return [...head.childNodes]; });
  return () => { left = true; clearTimeout(looking); clearInterval(ticking); telling?.leave(); };

  async function read() {
    drill = await get(`/drills/${encodeURIComponent(ref)}`);
    if (!telling) {
      telling = tellingSection(drill.alert);
      replace(body, body.firstChild, head, el('section.panel', telling.element));
    } else telling.load();
    drawHead();
    replace(tools, running(drill) && mayEditDuty(me) && button(t('drills.end'), end));
    if (running(drill) && !left) looking = setTimeout(() => attempt(read), LOOK_AGAIN_MS);
  }

  function drawHead() {
    replace(head, el('section.panel.drill-head', el('h2', drill.gridName || drill.grid), el('p.drill-outcome', outcome(drill)),
      el('dl.facts', fact('drills.as', [severityWord(drill.severity), el('span', t(`kind.${drill.kind}`))]), fact('drills.started', dateTime(toMs(drill.startedAt), timeZone())),
        fact('drills.by', drill.startedBy), fact('drills.reached', t('drills.reachedOf', { n: drill.reached, all: drill.told }))),
      el('a', { href: `/#alert/${drill.alert}` }, t('drills.alert'))));
  }

  async function end() {
    clearTimeout(looking);
    await attempt(async () => { await post(`/drills/${drill.id}/end`, {}); notify(t('drills.ended')); });
    await attempt(read);
  }
}

const fact = (key, value) => [el('dt', t(key)), el('dd', value)];
