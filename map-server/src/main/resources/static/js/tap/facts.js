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

export function facts({ alert, grid }) {
  return [
    el('p.tap-state', severityBadge(alert.severity), phaseBadge(alert)),
    el('h1', titleOf(alert)),
    el('p.tap-place', icon('pin'), el('span', placeOf(alert), ...[alert.address, grid].filter((part) => part && part !== placeOf(alert)).map((part) => el('small', part)))),
    measured(alert),
    el('p.muted', t('tap.since', { time: moment(alert.raisedAt) }), ' · ', ago(alert.raisedAt), remarksOf(alert).map((remark) => [' · ', remark])),
    explanation(alert),
    inWords(alert.action) && el('p.tap-todo', el('strong', t('alert.todo')), inWords(alert.action)),
  ];
}

/** The newest value it knows, and the first one beside it where they differ; with the device's own time. */
function measured(alert) {
  const first = amount(alert, alert.value);
  if (!first) return null;
  const newest = amount(alert, alert.newestValue);
  return el('p.tap-value', el('span', quantityName(alert.quantity)), el('b', first),
    alert.limit !== null && el('span', t('tap.limit', { limit: limitText(alert.quantity, alert.limit) })),
    el('small', t('tap.measured', { time: clock(alert.takenAt) }), newest && newest !== first && [' · ', t('tap.newest', { value: newest })]));
}

/** Of one raised by hand it is the title already. */
const explanation = (alert) => inWords(alert.explanation) && inWords(alert.explanation) !== titleOf(alert) && el('p', inWords(alert.explanation));

/** Who has it by now, and what comes next for the one who looks. */
export function standing(sheet) {
  const { alert, you, deeds = [] } = sheet;
  const here = you !== null && deeds.some(({ who, words }) => who === you && isOnSite(words));
  const who = alert.acknowledgedBy;
  const taken = who
    ? [icon('check'), el('span', t(who === you ? 'tap.youHaveIt' : 'tap.otherHasIt', { who, time: clock(alert.acknowledgedAt) }))]
    : [icon('clock'), el('span', t('tap.nobodyHasIt'))];
  return [el(`p.tap-who${who ? '.is-taken' : ''}`, taken), el('p.tap-next', t(`tap.next.${next(sheet, who, you, here)}`))];
}

const isOnSite = (words) => words?.endsWith('On site');

function next({ alert, mayAct }, who, you, here) {
  if (alert.judged === 'false') return 'false';
  if (alert.phase !== 'active') return 'over';
  if (!mayAct) return 'look';
  if (here) return 'here';
  if (!who || alert.worseSinceAcknowledged) return 'take';
  return who === you ? 'go' : 'other';
}

export function deeds({ deeds: list = [] }) {
  if (!list.length) return null;
  return [el('h3', t('tap.deeds')), el('ol.timeline', list.map((deed) =>
    el('li', el('time', { datetime: deed.at, title: moment(deed.at) }, clock(deed.at)),
      el('div', el('strong', deed.who), ` ${whatHappened(deed.what)}`, wordsOf(deed) && el('div.said', wordsOf(deed))))))];
}
