/** The parts of a rule besides its condition: words, whom it watches, when, and where its limits come from. */
import { get, query } from '../api.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { KINDS } from '../states.js';
import { chips, fromList } from './chips.js';
import { place, timeOfDay } from './field-errors.js';
import { select } from './table.js';

const LANGUAGES = ['zh', 'en'];

export function textsSection(texts) {
  const fields = {};
  const rows = ['title', 'meaning', 'action'].map((name) => LANGUAGES.map((language) => {
    const value = texts?.[name]?.[language] ?? '';
    const input = name === 'title' ? el('input', { value, maxlength: '1000', lang: language }) : el('textarea', { value, rows: '3', maxlength: '1000', lang: language });
    (fields[name] ??= {})[language] = input;
    return place(`texts.${name}${name === 'title' && language === 'zh' ? '' : `.${language}`}`, `${t(`rule.${name}`)} (${t(`language.${language}`)})`, input);
  }));
  return {
    element: el('div.fields', rows),
    value: () => Object.fromEntries(Object.entries(fields).map(([name, inputs]) => [name, { zh: inputs.zh.value.trim(), en: inputs.en.value.trim() }])),
    englishTitle: fields.title.en,
  };
}

async function devices(text) {
  const { items } = await get(`/devices?${query({ q: text, size: 12 })}`);
  return items.map(({ name, label }) => ({ value: name, label: label || name }));
}

export function watchSection(watch, { vocabulary, grids }) {
  const kinds = KINDS.map((kind) => el('input', { type: 'checkbox', value: kind, checked: watch.kinds.includes(kind) }));
  const named = (value) => grids.find(({ code }) => code === value)?.name ?? value;
  const pickers = {
    models: chips({ label: t('rule.models'), values: watch.models, suggest: fromList(vocabulary.models.map((value) => ({ value, label: value }))) }),
    tags: chips({ label: t('device.tags'), values: watch.tags, suggest: fromList(vocabulary.tags.map((value) => ({ value, label: value }))) }),
    grids: chips({ label: t('rule.grids'), values: watch.grids, suggest: fromList(grids.map(({ code, name }) => ({ value: code, label: name || code }))), name: named }),
    devices: chips({ label: t('rule.devices'), values: watch.devices, suggest: devices }),
  };
  return {
    element: el('div', { data: { field: 'watch' } }, el('p.hint', t('rule.watchHint')),
      el('div.field', { role: 'group', aria: { label: t('device.kind') }, data: { field: 'watch.kinds' } }, el('span', t('device.kind')),
        el('div.kind-ticks', kinds.map((box) => el('label.tick', box, t(`kind.${box.value}`))))),
      el('div.fields', place('watch.models', t('rule.models'), pickers.models.element), place('watch.tags', t('device.tags'), pickers.tags.element),
        place('watch.grids', t('rule.grids'), pickers.grids.element), place('watch.devices', t('rule.devices'), pickers.devices.element))),
    value: () => ({ kinds: kinds.filter((box) => box.checked).map((box) => box.value), ...Object.fromEntries(Object.entries(pickers).map(([name, picker]) => [name, picker.value()])) }),
  };
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];

export function scheduleSection(schedule) {
  const from = timeOfDay(schedule?.from ?? '00:00');
  const to = timeOfDay(schedule?.to ?? '00:00');
  const days = DAYS.map((day) => el('input', { type: 'checkbox', value: day, checked: !schedule?.days?.length || schedule.days.includes(day) }));
  const holidays = select('', ['also', 'not', 'only'].map((each) => [each, t(`rule.holidays.${each}`)]), schedule?.holidays ?? 'also');
  return {
    element: el('div', { data: { field: 'schedule' } }, el('p.hint', t('rule.scheduleHint')),
      el('div.fields', place('schedule.from', t('rule.from'), from), place('schedule.to', t('rule.to'), to)),
      el('div.field', { role: 'group', aria: { label: t('rule.days') }, data: { field: 'schedule.days' } }, el('span', t('rule.days')),
        el('div.kind-ticks', days.map((box) => el('label.tick', box, t(`weekday.${box.value}`))))),
      place('schedule.holidays', t('rule.holidays'), holidays)),
    value() {
      const chosen = days.filter((box) => box.checked).map((box) => Number(box.value));
      return { from: from.value, to: to.value, days: chosen.length === DAYS.length ? [] : chosen, holidays: holidays.value };
    },
  };
}

export function originSection(rule, { fixed, title }) {
  const code = el('input', { value: rule.code, readonly: fixed, maxlength: '60', pattern: '[a-z][a-z0-9\\-]{0,59}', autocapitalize: 'none', spellcheck: 'false', required: true });
  const source = el('input', { value: rule.source, maxlength: '500' });
  const mayFollow = () => !fixed && !code.dataset.own;
  code.addEventListener('input', () => (code.dataset.own = 'yes'));
  if (rule.code) code.dataset.own = 'yes';
  title.addEventListener('input', () => mayFollow() && (code.value = codeOf(title.value)));
  return {
    element: el('div.fields', place('code', t('rule.code'), code, t('rule.codeHint')), el('div.full', place('source', t('rule.source'), source, t('rule.sourceHint')))),
    value: () => ({ code: code.value.trim(), source: source.value.trim() }),
  };
}

/** "Gas leak, kitchen" to "gas-leak-kitchen". Pure. */
export const codeOf = (title) => title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 60);
