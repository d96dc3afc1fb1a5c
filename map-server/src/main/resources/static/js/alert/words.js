/** An alert in the reader's words: what, where, how much, how it stands. */
import { now } from '../clock.js';
import { language, t, tOr } from '../i18n.js';
import { number } from '../format.js';
import { quantityName, valueText } from '../quantities.js';
import { quietWhy } from './rows.js';

/** `{zh, en}` in the reader's language, or what there is. */
export const inWords = (texts) => texts?.[language()] || texts?.zh || texts?.en || '';

export const titleOf = (row) => inWords(row.title) || (row.quantity && quantityName(row.quantity)) || t('alert.untitled', { id: row.id });

export const placeOf = (row) => row.deviceLabel || row.device || row.address || subjectWord(row.subject);

let gridName = () => null;

/** Where the names of grids come from, by code. */
export const nameGridsBy = (names) => (gridName = names);

/** A building or a grid has no device whose name could be said. */
function subjectWord(subject = '') {
  const [type, ...rest] = subject.split(':');
  const name = rest.join(':');
  return [tOr(`subject.${type}`, type), type === 'grid' ? gridName(name) ?? name : name].filter(Boolean).join(' ');
}

/** No more digits than came; what is a yes or no in words. */
export function amount(row, value) {
  if (value === null || value === undefined) return '';
  return valueText({ quantity: row.quantity, unit: row.unit, decimals: decimalsOf(value) }, value);
}

export const decimalsOf = (value) => Math.min((String(Number(value.toFixed(3))).split('.')[1] ?? '').length, 3);
export const plain = (value) => number(value, decimalsOf(value));

/** Its state in a word: what an officer still has to do with it. */
export function phaseText(row) {
  if (row.phase === 'closed') return t('alert.phase.closed');
  if (row.phase === 'cleared') return t('alert.phase.cleared');
  return row.acknowledgedAt ? t('alert.phase.acknowledged') : t('alert.phase.new');
}

/** Why it is quiet now, with its cause; empty when it is not. */
export function quietText(row, until) {
  const why = quietWhy(row, now());
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

const CODED = new Set(['time_over', 'rule_changed', 'not_watched', 'schedule', 'worse_since_acknowledged']);

/** What an entry of the timeline says besides: a person's own words, or a code in the reader's language. */
export function wordsOf({ what, words }) {
  if (!words) return '';
  if (CODED.has(words)) return t(`alert.why.${words}`);
  if (what === 'held_back' || what === 'released') return t('alert.number', { id: words });
  if (what === 'grouped') return t('incident.number', { id: words });
  const judged = /^(real|false)(?:: ([^]*))?$/.exec(what === 'judged' ? words : '');
  return judged ? [t(`alert.judged.${judged[1]}`), judged[2]].filter(Boolean).join(' · ') : words;
}
