/** What happened, where, how much, since when, what to do, and who has it: in the order in which one asks. */
import { phaseBadge, severityBadge } from '../alert/parts.js';
import { amount, inWords, limitText, placeOf, remarksOf, titleOf, wordsOf, whatHappened } from '../alert/words.js';
import { ago, timeZone, toMs } from '../clock.js';
import { el, icon } from '../dom.js';
import { dateMinute, time } from '../format.js';
import { t } from '../i18n.js';
import { quantityName } from '../quantities.js';

const clock = (at) => time(toMs(at), timeZone());
const moment = (at) => dateMinute(toMs(at), timeZone());

export function facts(sheet) {
  const { alert, grid } = sheet;
  return [
    el('p.tap-state', severityBadge(alert.severity), phaseBadge(alert)),
    el('h1', titleOf(alert)),
    el('p.tap-place', icon('pin'), el('span', placeOf(alert), ...[alert.address, grid].filter((part) => part && part !== placeOf(alert)).map((part) => el('small', part)))),
    measured(sheet),
    el('p.muted', t('tap.since', { time: moment(alert.raisedAt) }), ' · ', ago(alert.raisedAt), remarksOf(alert).map((remark) => [' · ', remark])),
    explanation(alert),
    inWords(alert.action) && el('p.tap-todo', el('strong', t('alert.todo')), inWords(alert.action)),
  ];
}

/** The newest value that made it what it is, with its limit and the device's own time; and how it began. */
function measured({ alert, newest }) {
  const { value, limit, takenAt } = newest ?? alert;
  const now = amount(alert, value);
  if (!now) return null;
  const first = amount(alert, alert.value);
  return el('p.tap-value', el('span', quantityName(alert.quantity)), el('b', now),
    limit !== null && el('span', t('tap.limit', { limit: limitText(alert.quantity, limit) })),
    el('small', takenAt && t('tap.measured', { time: clock(takenAt) }), first && first !== now && [' · ', t('tap.atFirst', { value: first, time: clock(alert.takenAt) })]));
}

/** Of one raised by hand it is the title already. */
const explanation = (alert) => inWords(alert.explanation) && inWords(alert.explanation) !== titleOf(alert) && el('p', inWords(alert.explanation));

/** Who has it by now, and what comes next for the one who looks. */
export function standing(sheet) {
  const { alert, you } = sheet;
  const who = alert.acknowledgedBy;
  const taken = who
    ? [icon('check'), el('span', t(who === you ? 'tap.youHaveIt' : 'tap.otherHasIt', { who, time: clock(alert.acknowledgedAt) }))]
    : [icon('clock'), el('span', t('tap.nobodyHasIt'))];
  return [el(`p.tap-who${who ? '.is-taken' : ''}`, taken), el('p.tap-next', t(`tap.next.${next(sheet, who, you)}`))];
}

/** Whether the one who looks has said to be there. */
export const isHere = ({ you, deeds: list = [] }) => you !== null && list.some(({ who, words }) => who === you && words?.endsWith('On site'));

function next(sheet, who, you) {
  const { alert, mayAct } = sheet;
  if (alert.judged === 'false') return 'false';
  if (alert.phase !== 'active') return 'over';
  if (!mayAct) return 'look';
  if (isHere(sheet)) return 'here';
  if (!who || alert.worseSinceAcknowledged) return 'take';
  return who === you ? 'go' : 'other';
}

export function deeds({ deeds: list = [] }) {
  if (!list.length) return null;
  return [el('h3', t('tap.deeds')), el('ol.timeline', list.map((deed) =>
    el('li', el('time', { datetime: deed.at, title: moment(deed.at) }, clock(deed.at)),
      el('div', el('strong', deed.who), ` ${whatHappened(deed.what)}`, wordsOf(deed) && el('div.said', wordsOf(deed))))))];
}
