/** One turn: who, in which hours of which days, and from when until when. */
import { openDialog } from '../dialog.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { fieldForm, wrongField } from './field-form.js';
import { place, timeOfDay } from './field-errors.js';
import { amongPeople, pickOne } from './pick-one.js';
import { select } from './table.js';
import { dayRuns, wrongWith } from './turns.js';

const DAYS = [1, 2, 3, 4, 5, 6, 7];

/** Resolves to the turn as it was entered; undefined when nothing was. */
export function turnDialog(turn, people, title) {
  return openDialog(title, (close) => {
    const person = pickOne({ label: t('turn.person'), value: turn.person, name: people.nameOf, suggest: amongPeople(people.all) });
    const [from, to] = [timeOfDay(turn.from), timeOfDay(turn.to)];
    const days = DAYS.map((day) => el('input', { type: 'checkbox', value: day, checked: !turn.days.length || turn.days.includes(day) }));
    const holidays = select('', ['also', 'not', 'only'].map((each) => [each, t(`turn.holidays.${each}`)]), turn.holidays);
    const since = el('input', { type: 'date', value: turn.since });
    const until = el('input', { type: 'date', value: turn.until ?? '' });
    const dayTicks = el('div.field', { role: 'group', aria: { label: t('rule.days') }, data: { field: 'days' } }, el('span', t('rule.days')), el('div.kind-ticks', days.map((box) => el('label.tick', box, t(`weekday.${box.value}`)))));
    const hideDays = () => { dayTicks.hidden = holidays.value === 'only'; };
    holidays.addEventListener('change', hideDays);
    hideDays();

    const chosenDays = () => {
      const chosen = days.filter((box) => box.checked).map((box) => Number(box.value));
      if (!chosen.length && holidays.value !== 'only') throw wrongField('days', t('turn.needsDay'));
      return chosen.length === DAYS.length ? [] : chosen;
    };
    const save = async () => {
      const entered = { person: person.value(), from: from.value, to: to.value, days: chosenDays(), holidays: holidays.value, since: since.value, until: until.value || null };
      const wrong = wrongWith(entered);
      if (wrong) throw wrongField(wrong[0], t(wrong[1]));
      close(entered);
    };
    return fieldForm([place('person', t('turn.person'), person.element),
      el('div.fields', place('from', t('rule.from'), from), place('to', t('rule.to'), to, t('turn.overnight'))), dayTicks,
      el('div.fields', el('div.full', place('holidays', t('rule.holidays'), holidays)), place('since', t('turn.since'), since), place('until', t('turn.until'), until, t('turn.untilHint')))],
    save, t('turn.take'));
  });
}

/** "Mon–Fri" of the days of a turn. */
export function daysText({ days, holidays }) {
  if (holidays === 'only') return t('turn.onlyHolidays');
  if (!days.length) return t('turn.everyDay');
  return dayRuns(days).map(([first, last]) => (first === last ? t(`weekday.${first}`) : `${t(`weekday.${first}`)}–${t(`weekday.${last}`)}`)).join(t('comma'));
}
