/** An alert in the reader's words: what, where, how much, how it stands. */
import { now } from '../clock.js';
import { language, t, tOr } from '../i18n.js';
import { number } from '../format.js';
import { quantityName, valueText } from '../quantities.js';
import { quietWhy } from './rows.js';

/** `{zh, en}` in the reader's language, or what there is. */
export const inWords = (texts) => texts?.[language()] || texts?.zh || texts?.en || '';

/** Somebody put it into words; what GridWatch itself says has a title. */
const saidByPerson = (row) => row.ruleId === null && !['drill', 'chain'].includes(row.subject?.split(':')[0]);

/** The title of its rule; of one raised by hand what the person said. */
export const titleOf = (row) => (saidByPerson(row) && inWords(row.explanation)) || inWords(row.title) || (row.quantity && quantityName(row.quantity)) || t('alert.untitled', { id: row.id });

/** The device, the address, or the least grid around it; where nobody has given it a name, its position. */
export const placeOf = (row) => row.deviceLabel || row.device || row.address || (row.subject?.startsWith('place') && spotOf(row)) || subjectWord(row.subject);

const spotOf = ({ grids, lon, lat }) => (grids?.length && gridName(grids[0])) || (Number.isFinite(lon) && `${lat.toFixed(5)}, ${lon.toFixed(5)}`);

let gridName = () => null;

/** Where the names of grids come from, by code. */
export const nameGridsBy = (names) => (gridName = names);

const GRIDS = ['grid', 'drill', 'chain'];

/** A building or a grid has no device whose name could be said. */
function subjectWord(subject = '') {
  const [type, ...rest] = subject.split(':');
  const name = rest.join(':');
  return [tOr(`subject.${type}`, type), GRIDS.includes(type) ? gridName(name) ?? name : name].filter(Boolean).join(' ');
}

/** No more digits than came; what is a yes or no in words, and a silence in intervals. */
export function amount(row, value) {
  if (value === null || value === undefined) return '';
  if (row.quantity === 'silence') return t('alert.times', { n: plain(value) });
  if (tOr(`event.${row.quantity}`, null) && value <= 1) return t('camera.score', { n: Math.round(value * 100) });
  return valueText({ quantity: row.quantity, unit: row.unit, decimals: decimalsOf(value) }, value);
}

export const decimalsOf = (value) => Math.min((String(Number(value.toFixed(3))).split('.')[1] ?? '').length, 3);
export const plain = (value) => number(value, decimalsOf(value));

const RATIOS = ['baseline', 'night_flow'];

/** The limit as a number; times the usual where its rule compares with that. */
export function limitText(quantity, limit, rule = null) {
  if (limit === null || limit === undefined) return '';
  const times = RATIOS.includes(rule?.condition?.type);
  return times ? t('alert.times', { n: plain(limit) }) : amount({ quantity, unit: '' }, limit);
}

/** Its state in a word: what an officer still has to do with it. */
export function phaseText(row) {
  if (row.phase === 'closed') return t('alert.phase.closed');
  if (row.phase === 'cleared') return t('alert.phase.cleared');
  return row.acknowledgedAt ? t('alert.phase.acknowledged') : t('alert.phase.new');
}

/** Why it is quiet now, with its cause; empty when it is not. */
export function quietText(row, until) {
  const why = quietWhy(row, now());
  if (why === 'drill') return t('alert.quiet.drill');
  if (why === 'held') return t('alert.quiet.held', { id: row.heldBackBy });
  if (why === 'planned') return t('alert.quiet.planned', { id: row.silencedBy });
  return why === 'shelved' ? t('alert.quiet.shelved', { until: until(row.shelvedUntil), who: row.shelvedBy || '–', reason: row.shelfReason || '–' }) : '';
}

/** What a person should know besides the state: marks for the board and the page. */
export function remarksOf(row) {
  return [
    row.worseSinceAcknowledged && t('alert.worseSince'),
    row.chattering && t('alert.chattering'),
    row.reopened > 0 && t('alert.reopened', { n: row.reopened }),
    row.repeats > 0 && t('alert.repeats', { n: row.repeats }),
    row.judged && t(`alert.judged.${row.judged}`),
  ].filter(Boolean);
}

export const whatHappened = (what) => tOr(`alert.what.${what}`, what);

const CODED = new Set(['rule_changed', 'not_watched', 'schedule', 'drill_over']);

/** What an entry of the timeline says besides: a person's own words, or a code in the reader's language. */
export function wordsOf({ what, words }) {
  if (!words) return '';
  if (CODED.has(words)) return t(`alert.why.${words}`);
  if (what === 'held-back' || what === 'released') return t('alert.number', { id: words.replace('#', '') });
  if (what === 'grouped') return t('incident.number', { id: words.replace('#', '') });
  return words;
}
