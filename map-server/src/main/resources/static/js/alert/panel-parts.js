/** The sections of an alert's page that are words: how it stands, what it means, where it is, by which rule. */
import { ago, timeZone, toMs } from '../clock.js';
import { el, icon } from '../dom.js';
import { dateMinute, dateTime, time } from '../format.js';
import { t } from '../i18n.js';
import { facts } from '../parts.js';
import { quantityName } from '../quantities.js';
import { phaseBadge } from './parts.js';
import { amount, inWords, limitText, placeOf, quietText, remarksOf } from './words.js';

export function stateSection(alert) {
  const quiet = quietText(alert, (until) => dateMinute(toMs(until), timeZone()));
  return el(`section.alert-state.is-${alert.severity}${alert.phase === 'active' ? '' : '.is-over'}`,
    el('div.device-state-line', phaseBadge(alert), amount(alert, alert.newestValue) && el('b', amount(alert, alert.newestValue))),
    el('p.muted', whoAndWhen(alert)),
    remarksOf(alert).map((remark) => el('p.remark', icon('warning'), ' ', remark)),
    alert.judgeReason && el('p.muted', t('alert.judgeReason', { reason: alert.judgeReason })),
    quiet && el('p.remark', icon('mute'), ' ', quiet));
}

function whoAndWhen(alert) {
  const at = (when) => time(toMs(when), timeZone());
  return [
    t('alert.raisedAt', { time: dateTime(toMs(alert.raisedAt), timeZone()) }),
    alert.clearedAt && t('alert.clearedAt', { time: at(alert.clearedAt) }),
    alert.acknowledgedAt && t('alert.acknowledgedAt', { time: at(alert.acknowledgedAt), who: alert.acknowledgedBy ?? '' }),
    alert.assignedTo && t('alert.assignedTo', { who: alert.assignedTo }),
  ].filter(Boolean).join(' · ');
}

/** What happened and what to do, in the reader's language. */
export function wordsSection(alert) {
  const explanation = inWords(alert.explanation);
  const action = inWords(alert.action);
  const meaning = inWords(alert.rule?.texts?.meaning);
  return [
    (explanation || meaning) && el('section', el('h3', t('alert.happened')), explanation && el('p', explanation), meaning && el('p.muted', meaning)),
    action && el('section.alert-action', el('h3', t('alert.todo')), el('p', action)),
  ];
}

export function whereSection(app, alert) {
  const link = (text, onclick) => el('button.plain.inline', { type: 'button', onclick }, text);
  const grids = (alert.grids ?? []).map((code) => app.grids()?.byCode.get(code)).filter(Boolean);
  const leaf = grids.toSorted((a, b) => b.level - a.level)[0];
  return el('section', el('h3', t('alert.where')), facts([
    [t('alert.place'), alert.device ? link(placeOf(alert), () => app.select('device', alert.device, { focus: true })) : placeOf(alert)],
    [t('device.address'), alert.address !== placeOf(alert) && alert.address],
    [t('device.grid'), leaf && link([leaf.name, leaf.leader && ` ${leaf.leader}`].filter(Boolean).join(''), () => app.select('grid', leaf.code, { fly: true, focus: true }))],
    [t('alert.seen'), ago(alert.takenAt)],
  ]), Number.isFinite(alert.lon) && el('button.on-map', { type: 'button', onclick: () => app.showAlert(alert) }, icon('map'), t('alert.onMap')));
}

export function aboutSection(alert) {
  if (!alert.rule) return alert.ruleId === null ? el('section', el('p.muted', t('alert.byHand'))) : null;
  return el('section', el('h3', t('alert.rule')), facts([
    [t('alert.ruleName'), inWords(alert.rule.texts?.title) || alert.rule.code],
    [t('alert.version'), alert.version],
    [t('chart.quantity'), alert.quantity && quantityName(alert.quantity)],
    [t('alert.limit'), limitText(alert.quantity, alert.limit, alert.rule)],
    [t('alert.held'), alert.heldS > 0 && t('interval.seconds', { n: Math.round(alert.heldS) })],
    [t('alert.source'), alert.rule.source],
  ]));
}
