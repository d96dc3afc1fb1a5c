/** Rules in a few words: for lists, histories and conflicts. */
import { el } from '../dom.js';
import { language, t, tOr } from '../i18n.js';
import { eventName, quantityName } from '../quantities.js';
import { durationText } from './duration.js';
import { severityMark } from './severity-mark.js';

/** The text in the reader's language, else in the other one. */
export const inWords = (words) => words?.[language()] || words?.zh || words?.en || '';

export const titleOf = (rule) => inWords(rule.texts.title) || rule.code;

/** The kind under which a rule is listed: its only one, else `any`. */
export function kindOf(rule) {
  if (rule.condition.type === 'spread') return rule.condition.kind;
  return rule.watch.kinds.length === 1 ? rule.watch.kinds[0] : 'any';
}

const minus = (value) => String(value).replace('-', '−');

/** "≥ 25" or "≤ 1.5 / ≥ 3"; of a change "↓ 0.05". */
function limits({ high, low }, change) {
  return [low && (change ? `↓ ${minus(-low.raise)}` : `≤ ${minus(low.raise)}`), high && `${change ? '↑' : '≥'} ${minus(high.raise)}`].filter(Boolean).join(' / ');
}

const stepMarks = (steps, unit, change = false) => steps.map((step) =>
  el('span.limit', severityMark(step.severity), el('span', `${limits(step, change)}${unit ? ` ${unit}` : ''}${step.hold_s ? `, ${durationText(step.hold_s)}` : ''}`)));

const list = (names) => [...new Set(names)].join(t('comma'));
const quantities = (condition) => list(condition.quantities.map(quantityName));

/** What a part is about, in a word or two. */
function partText(part) {
  if (part.types) return list(part.types.map(eventName));
  return part.quantities ? quantities(part) : t(`rule.type.${part.type}`);
}

const single = (severity, text) => [el('span.limit', severityMark(severity), el('span', text))];

const LINES = {
  level: (c, units) => [quantities(c), stepMarks(c.steps, units(c.quantities[0]))],
  rate: (c, units) => [t(c.counter ? 'rule.line.counter' : 'rule.line.rate', { what: quantities(c), window: durationText(c.window_s) }), stepMarks(c.steps, units(c.quantities[0]), !c.counter)],
  baseline: (c) => [t('rule.line.baseline', { what: quantities(c), n: c.weeks }), stepMarks(c.steps, t('rule.times'))],
  night_flow: (c) => [t('rule.line.night_flow', { what: quantities(c), from: c.from, to: c.to, n: c.nights }), stepMarks(c.steps, t('rule.times'))],
  silent: (c) => [t('rule.line.silent'), stepMarks(c.steps, t('rule.intervals'))],
  clock_ahead: (c) => [t('rule.line.clock_ahead'), stepMarks(c.steps, 's')],
  event: (c) => [t('rule.line.event'), single(c.severity, list(c.types.map(eventName)))],
  together: (c) => [t('rule.line.together', { n: c.at_least, all: c.parts.length, around: t(`rule.around.${c.around}`) }),
    single(c.severity, c.parts.map(partText).join(' + '))],
  spread: (c) => [t('rule.line.spread'), single(c.severity, t(c.radius_m ? 'rule.line.spreadRadius' : 'rule.line.spreadGrid', { n: c.at_least, m: c.radius_m, window: durationText(c.window_s) }))],
};

/** What is judged, and each severity with its limit. `unitOf(quantity)` may be empty. */
export function conditionLine(condition, unitOf) {
  const [what, marks] = LINES[condition.type](condition, unitOf);
  return el('div.condition-line', el('span.what', what), marks);
}

/** "Steps · Red · Too high · Raised at". */
export const pathText = (path) => path.split('.').slice(path.startsWith('condition.') ? 1 : 0)
  .map((segment) => tOr(`ruleField.${segment}`, tOr(`severity.${segment}`, tOr(`language.${segment}`, segment)))).join(' · ');

/** A value of that field as people read it. */
export function fieldText(path, value) {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'boolean') return t(value ? 'yesNo.1' : 'yesNo.0');
  const name = path.split('.').at(-1);
  if (name.endsWith('_s')) return durationText(value);
  if (Array.isArray(value)) return value.map((each) => wordOf(name, each)).join(t('comma'));
  return typeof value === 'number' ? minus(value) : wordOf(name, value);
}

function wordOf(name, value) {
  const group = { kinds: 'kind', kind: 'kind', quantities: 'quantity', types: 'event', type: 'rule.type', severity: 'severity', least: 'severity', around: 'rule.around', holidays: 'rule.holidays', days: 'weekday' }[name];
  return group ? tOr(`${group}.${value}`, String(value)) : String(value);
}

/** A list of what differs, each with its old and its new value. */
export const differenceList = (list) => el('ul.differences', list.map(({ path, was, now }) =>
  el('li', el('span.muted', pathText(path)), el('span', el('del', fieldText(path, was)), ' → ', el('ins', fieldText(path, now))))));
