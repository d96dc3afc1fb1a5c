/** The fields of a condition, of whatever type it is. */
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { eventName, quantityName } from '../quantities.js';
import { KINDS } from '../states.js';
import { chips, fromList } from './chips.js';
import { durationInput } from './duration.js';
import { place, timeOfDay } from './field-errors.js';
import { stepsTable } from './rule-steps.js';
import { MILDEST_FIRST } from './severity-mark.js';
import { button, select } from './table.js';

const PART_TYPES = ['level', 'rate', 'baseline', 'night_flow', 'silent', 'clock_ahead', 'event'];
const TYPES = [...PART_TYPES, 'together', 'spread'];

/** What a condition begins with when somebody chooses its type. */
const BEGIN = {
  level: () => ({ quantities: [], steps: [] }),
  rate: () => ({ quantities: [], window_s: 300, counter: false, rollover: 0, steps: [] }),
  baseline: () => ({ quantities: [], weeks: 4, steps: [] }),
  night_flow: () => ({ quantities: ['flow'], from: '02:00', to: '05:00', days: 14, nights: 3, steps: [] }),
  silent: () => ({ steps: [{ severity: 'yellow', high: { raise: 3, clear: 3 }, hold_s: 0 }] }),
  clock_ahead: () => ({ steps: [{ severity: 'blue', high: { raise: 120, clear: 60 }, hold_s: 0 }] }),
  event: () => ({ types: [], least_score: 0.7, quiet_s: 180, severity: 'yellow' }),
  together: () => ({ parts: [begin('level'), begin('event')], around: 'device', at_least: 2, window_s: 900, severity: 'red' }),
  spread: () => ({ kind: 'gas', at_least: 3, radius_m: 150, window_s: 600, least: 'yellow', severity: 'red' }),
};

export const begin = (type) => ({ type, ...BEGIN[type]() });

/** @param context `field` the place in the JSON, `vocabulary`, `part` whether it is one of several put together */
export function conditionForm(condition, context) {
  const drafts = { [condition.type]: condition };
  const type = select('', (context.part ? PART_TYPES : TYPES).map((each) => [each, t(`rule.type.${each}`)]), condition.type);
  const hint = el('p.hint');
  const body = el('div');
  let fields;
  const show = () => {
    hint.textContent = t(`rule.type.${type.value}.hint`);
    fields = FIELDS[type.value](drafts[type.value] ??= begin(type.value), context);
    replace(body, fields.element);
  };
  type.addEventListener('change', show);
  show();
  return {
    element: el('div.condition', { data: { field: context.field } }, place(`${context.field}.type`, t('rule.type'), type), hint, body),
    value: () => ({ type: type.value, ...fields.value() }),
  };
}

const number = (value, extra = {}) => el('input', { type: 'number', step: 'any', value: value ?? '', ...extra });
const numberOf = (input) => (input.value === '' ? null : Number(input.value));
const severities = (chosen) => select('', MILDEST_FIRST.map((each) => [each, t(`severity.${each}`)]), chosen);

function quantitiesField(chosen, { field, vocabulary }, onchange) {
  const known = vocabulary.quantities.map(({ name }) => ({ value: name, label: quantityName(name) }));
  const control = chips({ label: t('rule.quantities'), values: chosen, suggest: fromList(known), name: quantityName, onchange });
  return { element: place(`${field}.quantities`, t('rule.quantities'), control.element), value: control.value };
}

/** Quantities, some fields of its own, and steps. */
function measured(condition, context, { own = [], sides, unit, lowSign }) {
  const quantities = quantitiesField(condition.quantities, context, () => steps.unitChanged());
  const unitOf = () => unit ?? context.vocabulary.unitOf(quantities.value()[0]);
  const steps = stepsTable({ steps: condition.steps, field: `${context.field}.steps`, sides, unit: unitOf, lowSign });
  return {
    element: el('div', el('div.fields', el('div.full', quantities.element), own.map(([name, label, control, hint]) => place(`${context.field}.${name}`, label, control.element ?? control, hint))), steps.element),
    value: () => ({ quantities: quantities.value(), ...Object.fromEntries(own.map(([name, , control]) => [name, valueOf(control)])), steps: steps.value() }),
  };
}

function valueOf(control) {
  if (control.element) return control.value();
  if (control.type === 'checkbox') return control.checked;
  return control.type === 'number' ? numberOf(control) : control.value;
}

/** Steps alone. */
function stepped(condition, { field }, side, unit) {
  const steps = stepsTable({ steps: condition.steps, field: `${field}.steps`, sides: { high: side }, unit: () => unit, hold: false });
  return { element: steps.element, value: () => ({ steps: steps.value() }) };
}

/** Plain fields, `[name, label, control, hint]`. */
function plain(context, own, more = []) {
  return {
    element: el('div', el('div.fields', own.map(([name, label, control, hint]) => place(`${context.field}.${name}`, label, control.element ?? control, hint))), more.map((each) => each.element)),
    value: () => Object.fromEntries(own.map(([name, , control]) => [name, valueOf(control)])),
  };
}

const FIELDS = {
  level: (c, context) => measured(c, context, { sides: { high: t('rule.high'), low: t('rule.low') } }),
  rate: (c, context) => measured(c, context, {
    sides: { high: t('rule.rise'), low: t('rule.fall') }, lowSign: -1,
    own: [['window_s', t('rule.window'), durationInput(c.window_s, t('rule.window'))],
      ['counter', t('rule.counter'), el('input', { type: 'checkbox', checked: c.counter }), t('rule.counterHint')],
      ['rollover', t('rule.rollover'), number(c.rollover, { min: '0' }), t('rule.rolloverHint')]],
  }),
  baseline: (c, context) => measured(c, context, {
    sides: { high: t('rule.high'), low: t('rule.low') }, unit: t('rule.timesUsual'),
    own: [['weeks', t('rule.weeks'), number(c.weeks, { step: '1' }), t('rule.weeksHint')]],
  }),
  night_flow: (c, context) => measured(c, context, {
    sides: { high: t('rule.high'), low: t('rule.low') }, unit: t('rule.timesUsual'),
    own: [['from', t('rule.nightFrom'), timeOfDay(c.from)], ['to', t('rule.nightTo'), timeOfDay(c.to)],
      ['days', t('rule.nightDays'), number(c.days, { step: '1' })], ['nights', t('rule.nights'), number(c.nights, { step: '1' })]],
  }),
  silent: (c, context) => stepped(c, context, t('rule.silence'), t('rule.intervals')),
  clock_ahead: (c, context) => stepped(c, context, t('rule.ahead'), 's'),
  event: (c, context) => {
    const types = chips({ label: t('rule.events'), values: c.types, suggest: fromList(context.vocabulary.events.map((value) => ({ value, label: eventName(value) }))), name: eventName });
    const own = [['types', t('rule.events'), types], ['least_score', t('rule.leastScore'), number(c.least_score, { min: '0', max: '1' }), t('rule.leastScoreHint')],
      ['quiet_s', t('rule.quiet'), durationInput(c.quiet_s, t('rule.quiet')), t('rule.quietHint')]];
    if (!context.part) return plain(context, [...own, ['severity', t('rule.severity'), severities(c.severity)]]);
    const fields = plain(context, own);
    return { element: fields.element, value: () => ({ ...fields.value(), severity: c.severity }) };
  },
  together: togetherFields,
  spread: (c, context) => plain(context, [
    ['kind', t('device.kind'), select('', KINDS.map((kind) => [kind, t(`kind.${kind}`)]), c.kind)],
    ['at_least', t('rule.devicesAtLeast'), number(c.at_least, { step: '1' })],
    ['radius_m', t('rule.radius'), number(c.radius_m, { min: '0' }), t('rule.radiusHint')],
    ['window_s', t('rule.within'), durationInput(c.window_s, t('rule.within'))],
    ['least', t('rule.least'), severities(c.least)],
    ['severity', t('rule.severity'), severities(c.severity)],
  ]),
};

function togetherFields(condition, context) {
  let parts = [];
  const list = el('div.parts', { data: { field: `${context.field}.parts` } });
  const form = (part) => ({ part });
  const head = plain(context, [
    ['around', t('rule.around'), select('', ['device', 'building', 'grid'].map((each) => [each, t(`rule.around.${each}`)]), condition.around)],
    ['at_least', t('rule.partsAtLeast'), number(condition.at_least, { step: '1' })],
    ['window_s', t('rule.within'), durationInput(condition.window_s, t('rule.within')), t('rule.withinHint')],
    ['severity', t('rule.severity'), severities(condition.severity)],
  ]);
  const draw = () => {
    const now = parts.map((each) => each.form?.value() ?? each.part);
    parts = now.map((part, at) => ({ part, form: conditionForm(part, { ...context, field: `${context.field}.parts.${at}`, part: true }) }));
    replace(list, parts.map((each, at) => el('fieldset.part', el('legend', t('rule.part', { n: at + 1 })), each.form.element,
      parts.length > 2 && button([icon('minus'), t('rule.partRemove')], () => { parts.splice(at, 1); draw(); }))),
    parts.length < 8 && button([icon('plus'), t('rule.partAdd')], () => { parts.push(form(begin('level'))); draw(); }));
  };
  parts = condition.parts.map(form);
  draw();
  return { element: el('div', head.element, list), value: () => ({ ...head.value(), parts: parts.map((each) => each.form.value()) }) };
}
