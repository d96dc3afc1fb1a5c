/** The buttons of an alert's page: what can be done with it as it stands. */
import { el, icon } from '../dom.js';
import { now } from '../clock.js';
import { t } from '../i18n.js';
import { mayAct } from './acts.js';
import { quietWhy } from './rows.js';

export function actionBar(app, alert) {
  if (!mayAct() || alert.phase === 'closed') return mayAct() ? judging(app, alert) : null;
  const { acts } = app;
  const shelved = quietWhy(alert, now()) === 'shelved';
  const open = !alert.acknowledgedAt || alert.worseSinceAcknowledged;
  return el('div.alert-acts', { role: 'group', aria: { label: t('alert.acts') } },
    open && button('acknowledge', 'check', () => acts.acknowledge([alert]), 'primary', 'a'),
    alert.ruleId === null && alert.phase === 'active' && button('clear', 'normal', () => acts.clear(alert), open ? '' : 'primary'),
    button('assign', 'user', () => acts.assign([alert])),
    button('comment', 'comment', () => acts.comment(alert)),
    shelved ? button('unshelve', 'clock', () => acts.unshelve([alert])) : button('shelve', 'clock', () => acts.shelve([alert])),
    ...judgingButtons(app, alert));
}

/** A closed alert can still be said to have been real or false. */
const judging = (app, alert) => el('div.alert-acts', { role: 'group', aria: { label: t('alert.acts') } }, judgingButtons(app, alert));

const judgingButtons = ({ acts }, alert) => [
  alert.judged !== 'real' && button('real', 'check', () => acts.judgeReal([alert])),
  alert.judged !== 'false' && button('false', 'close', () => acts.judgeFalse([alert])),
];

const button = (name, glyph, onclick, className = '', key = null) =>
  el(`button${className && `.${className}`}`, { type: 'button', data: { act: name }, onclick, ...(key && { aria: { keyshortcuts: key } }) }, icon(glyph), t(`alert.act.${name}`), key && el('kbd', key));
