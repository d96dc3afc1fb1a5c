/** The open alerts of a device at the top of its panel, each acknowledged with one more click. */
import { ago } from '../clock.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { mayAct } from './acts.js';
import { severitySign } from './parts.js';
import { phaseText, titleOf } from './words.js';

export function deviceAlerts(app, name) {
  const element = el('div.device-alerts');

  function draw() {
    const rows = app.alerts.ofDevice(name);
    replace(element, rows.map(card));
    element.hidden = !rows.length;
  }

  const card = (row) => el(`div.device-alert.is-${row.severity}`,
    el('button.alert-link', { type: 'button', onclick: () => app.select('alert', String(row.id), { focus: true }) }, severitySign(row.severity), el('span.row-text', el('strong', titleOf(row)), el('small', phaseText(row))), ago(row.raisedAt)),
    mayAct() && !row.acknowledgedAt && el('button', { type: 'button', data: { act: 'acknowledge' }, onclick: () => app.acts.acknowledge([row]) }, icon('check'), t('alert.act.acknowledge')));

  draw();
  const off = app.bus.on('alerts', draw);
  return { element, leave: off };
}
