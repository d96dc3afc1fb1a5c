/** The holidays of a year, by which the hours of rules go. */
import { get, put } from '../api.js';
import { now, timeZone } from '../clock.js';
import { explain, notify } from '../dialog.js';
import { el, icon, iconButton, replace } from '../dom.js';
import { date } from '../format.js';
import { language, t } from '../i18n.js';
import { empty } from '../parts.js';
import { mayEditRules } from './edit-rights.js';
import { fill } from './table.js';

const LONGEST_SPAN = 31;

export async function page({ body, tools, me }) {
  const thisYear = Number(date(now(), timeZone()).slice(0, 4));
  const year = el('select', { aria: { label: t('holidays.year') } }, [-1, 0, 1, 2].map((step) => el('option', { value: thisYear + step, selected: step === 0 }, String(thisYear + step))));
  const list = el('div.narrow');
  year.addEventListener('change', () => { replace(list); fill(list, load); }); // nobody types into last year's form
  replace(tools, el('label.inline-field', el('span', t('holidays.year')), year));
  replace(body, list);
  await fill(list, load);

  async function load() {
    const { days } = await get(`/holidays?year=${year.value}`);
    return draw(new Map(days.map(({ day, name }) => [day, name])));
  }

  function draw(days) {
    const rows = el('div');
    const error = el('p.form-error', { role: 'alert', hidden: true });
    show();
    return [rows, mayEditRules(me) && [adder(), error]];

    function show() {
      const sorted = [...days].toSorted(([a], [b]) => a.localeCompare(b));
      replace(rows, sorted.length ? el('ul.holidays', sorted.map(([day, name]) => line(day, name))) : empty('calendar', t('holidays.none', { year: year.value }), t('holidays.noneHint')));
    }

    function line(day, name) {
      return el('li', el('span.day', day), el('span.muted', weekday(day)), el('span', name || '–'),
        mayEditRules(me) && iconButton('close', t('holidays.remove', { day }), () => change(() => days.delete(day))));
    }

    async function change(make) {
      const before = [...days];
      make();
      show();
      error.hidden = true;
      try {
        await put(`/holidays?year=${year.value}`, { days: [...days].map(([day, name]) => ({ day, name })) });
        notify(t('saved'), 'good', { label: t('undo'), run: () => change(() => { days.clear(); before.forEach(([day, name]) => days.set(day, name)); }) });
      } catch (problem) {
        days.clear();
        before.forEach(([day, name]) => days.set(day, name));
        show();
        error.textContent = explain(problem);
        error.hidden = false;
      }
    }

    function adder() {
      const first = el('input', { type: 'date', required: true, min: `${year.value}-01-01`, max: `${year.value}-12-31`, onchange: () => { last.min = first.value; last.value ||= first.value; } });
      const last = el('input', { type: 'date', required: true, max: `${year.value}-12-31` });
      const name = el('input', { maxlength: '100' });
      const onsubmit = (event) => {
        event.preventDefault();
        change(() => span(first.value, last.value).forEach((day) => days.set(day, name.value.trim())));
        event.target.reset();
        first.focus();
      };
      const labelled = (label, input) => el('label.field', el('span', label), input);
      return el('form.panel.holiday-form', { onsubmit }, el('h2', t('holidays.add')),
        el('div.fields', labelled(t('holidays.first'), first), labelled(t('holidays.last'), last), el('div.full', labelled(t('holidays.name'), name))),
        el('button.primary', { type: 'submit' }, icon('plus'), t('holidays.add')));
    }
  }
}

const weekday = (day) => new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00Z`));

/** `['2027-10-01', '2027-10-02']`: both ends and what is between. Pure. */
export function span(first, last) {
  const days = [];
  for (let at = Date.parse(`${first}T00:00Z`); at <= Date.parse(`${last}T00:00Z`) && days.length < LONGEST_SPAN; at += 86400e3) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
