/** The weekly turns of a grid: a picture of one week, the turns below it, and a draft that is saved as a whole. */
import { get, put, query } from '../api.js';
import { now, timeZone } from '../clock.js';
import { explain, notify, openDialog } from '../dialog.js';
import { el, icon, iconButton, replace } from '../dom.js';
import { date } from '../format.js';
import { t } from '../i18n.js';
import { clearErrors } from './field-errors.js';
import { saidBeside } from './field-form.js';
import { mondayOf, plusDays, weekdayOf } from './moments.js';
import { rotaPicture } from './rota-picture.js';
import { clockText, gapsOf, weekOf } from './rota-week.js';
import { button } from './table.js';
import { daysText, turnDialog } from './turn-form.js';
import { changeOf, turnOf } from './turns.js';

/** What somebody had begun and not saved when they left, by the code of the grid; gone with the page itself. */
const drafts = new Map();

const fromStored = (shifts) => shifts.map(turnOf).map((turn) => ({ was: turn, now: turn }));

/** @param context `path`, `code`, `rota`, `people`, `mayEdit`, `changed()` */
export function rotaEditor({ path, code, rota, people, mayEdit, changed }) {
  let stored = rota.shifts;
  let version = rota.version;
  let draft = fromStored(stored);
  let monday = mondayOf(date(now(), timeZone()));
  const holidays = new Map();
  const picture = el('div');
  const list = el('ul.turns', { data: { field: 'shifts' } });
  const bar = el('div.save-bar', { hidden: true });
  const error = el('p.form-error', { role: 'alert', hidden: true });
  const element = el('div.rota', offered(), picture, list, mayEdit && button([icon('plus'), t('turn.new')], add), bar);
  addEventListener('beforeunload', warn);
  draw();
  return { element, leave };

  function leave() {
    if (changes()) drafts.set(code, draft);
    removeEventListener('beforeunload', warn);
  }

  function warn(event) {
    if (changes()) event.preventDefault();
  }

  function offered() {
    const begun = drafts.get(code);
    drafts.delete(code);
    if (!begun || !mayEdit) return null;
    const offer = el('div.notice-bar', { role: 'status' }, el('span', t('rule.draft')),
      button(t('rule.draftTake'), () => { draft = begun; offer.remove(); draw(); }), button(t('rule.draftDrop'), () => offer.remove()));
    return offer;
  }

  function changes() {
    return draft.filter((each) => changeOf(each)).length;
  }

  /** The turns that there will be once it is saved. */
  function kept() {
    return draft.filter(({ now: turn }) => turn);
  }

  function draw() {
    drawPicture();
    drawList();
    drawBar();
  }

  function drawPicture() {
    const turns = kept();
    const week = weekOf(turns.map((each) => each.now), monday, holidaysOf(monday));
    const sunday = plusDays(monday, 6);
    const go = (to) => { monday = to; drawPicture(); };
    replace(picture,
      el('div.week-head', iconButton('back', t('rota.earlier'), () => go(plusDays(monday, -7))), el('strong', `${monday} – ${sunday}`),
        iconButton('forth', t('rota.later'), () => go(plusDays(monday, 7))), button(t('rota.thisWeek'), () => go(mondayOf(date(now(), timeZone()))), 'plain')),
      rotaPicture(week, { nameOf: people.nameOf, today: date(now(), timeZone()), pick: (index) => focusTurn(draft.indexOf(turns[index])) }),
      gapWords(gapsOf(week)));
  }

  /** Known at once or a moment later: then the picture is drawn again. */
  function holidaysOf(week) {
    const years = [...new Set([week, plusDays(week, 6)].map((day) => day.slice(0, 4)))];
    for (const year of years.filter((each) => !holidays.has(each))) {
      holidays.set(year, []);
      get(`/holidays?${query({ year })}`).then(({ days }) => { holidays.set(year, days.map(({ day }) => day)); if (days.length) drawPicture(); }, () => holidays.delete(year));
    }
    return new Set(years.flatMap((year) => holidays.get(year) ?? []));
  }

  function gapWords(gaps) {
    if (!kept().length) return el('p.muted', t('rota.empty'));
    if (!gaps.length) return el('p.state.normal', icon('check'), t('rota.noGap'));
    const text = ({ day, from, toDay, to }) => `${t(`weekday.${weekdayOf(day)}`)} ${clockText(from)} – ${day === toDay ? '' : `${t(`weekday.${weekdayOf(toDay)}`)} `}${clockText(to)}`;
    return el('p.rota-gaps', el('span.state.warning', icon('warning'), t('rota.gaps')), ' ', gaps.map(text).join(t('comma')));
  }

  function drawList() {
    replace(list, draft.map((each, at) => line(each, at)));
  }

  function line(each, at) {
    const change = changeOf(each);
    const turn = each.now ?? each.was;
    const place = kept().indexOf(each);
    return el(`li.turn${change && `.${change}`}`, { tabindex: '-1', data: place < 0 ? {} : { field: `shifts[${place}]` } },
      el('div.turn-words', el('strong', people.nameOf(turn.person)), people.isRetired(turn.person) && el('span.state.warning', icon('warning'), t('turn.retired')),
        el('span', `${turn.from}–${turn.to}`), el('span', daysText(turn)), el('small.muted', [turn.holidays === 'not' && t('turn.notHolidays'), t('turn.sinceDay', { day: turn.since }), turn.until && t('turn.untilDay', { day: turn.until })].filter(Boolean).join(' · '))),
      change && el('span.change-mark', t(`turn.is.${change}`)),
      mayEdit && el('div.turn-hands', each.now ? [button(t('turn.change'), () => edit(at)), button(t('turn.remove'), () => remove(at), 'plain')] : button(t('turn.back'), () => { each.now = each.was; draw(); focusTurn(at); })));
  }

  function drawBar() {
    const n = changes();
    bar.hidden = !n;
    replace(bar, error, el('div.buttons', el('span.unsaved', { role: 'status' }, t('rota.unsaved', { n })), button(t('save'), save, 'primary'), button(t('rota.undo'), undo)));
  }

  function focusTurn(at) {
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    (list.children[at]?.querySelector('button') ?? list.children[at])?.focus();
  }

  async function add() {
    const since = date(now(), timeZone());
    const last = kept().at(-1)?.now;
    const turn = await turnDialog({ person: null, from: last?.to ?? '08:00', to: last?.from ?? '20:00', days: last?.days ?? [], holidays: last?.holidays ?? 'also', since, until: null }, people, t('turn.new'));
    if (!turn) return;
    draft.push({ was: null, now: turn });
    draw();
    focusTurn(draft.length - 1);
  }

  async function edit(at) {
    const turn = await turnDialog(draft[at].now, people, t('turn.edit'));
    if (turn) draft[at].now = turn;
    draw();
    focusTurn(at);
  }

  function remove(at) {
    if (draft[at].was) draft[at].now = null;
    else draft.splice(at, 1);
    draw();
    focusTurn(Math.min(at, draft.length - 1));
  }

  function undo() {
    draft = fromStored(stored);
    error.hidden = true;
    draw();
  }

  async function save() {
    clearErrors(element);
    error.hidden = true;
    try {
      const saved = await put(`${path}/rota`, { shifts: kept().map(({ now: turn }) => turn), version });
      stored = saved.shifts;
      version = saved.version;
      draft = fromStored(stored);
      draw();
      notify(t('saved'));
      changed();
    } catch (problem) {
      if (problem.status === 409) return void await whoseShallCount();
      error.textContent = saidBeside(list, problem) ? t('rule.seeField') : explain(problem);
      error.hidden = false;
    }
  }

  /** A rota is saved as a whole: what somebody else has saved meanwhile would be lost without a word. */
  async function whoseShallCount() {
    const { shifts, version: theirs } = await get(`${path}/rota`);
    const choice = await openDialog(t('rota.conflict'), (close) => [el('p', t('rota.conflictWhat', { n: shifts.length })),
      el('div.buttons', button(t('rota.takeTheirs'), () => close('theirs'), 'primary'), button(t('rota.saveMine'), () => close('mine'), 'danger'), button(t('rule.keepEditing'), () => close()))]);
    if (!choice) return;
    version = theirs;
    if (choice === 'mine') return void await save();
    stored = shifts;
    undo();
  }
}
