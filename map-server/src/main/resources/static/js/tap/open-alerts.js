/** The open alerts of the reader's grids as cards, each taken on with one tap. */
import { phaseBadge, severitySign } from '../alert/parts.js';
import { bySeverity, quietWhy } from '../alert/rows.js';
import { severityRank } from '../alert/severity.js';
import { amount, placeOf, titleOf } from '../alert/words.js';
import { mayAct } from '../alert/acts.js';
import { get, post, query } from '../api.js';
import { ago, now } from '../clock.js';
import { notify, notifyError } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';

const MOST = 200;

/** The worst on top, and among equals what is new. */
const order = (a, b) => severityRank(b.severity) - severityRank(a.severity) || bySeverity(b, a);

/** @param on `line(isThere)`: whether the server answers */
export function openAlerts(gridName, on) {
  const cards = el('div.tap-cards');
  const element = el('section', el('h2', t('phone.alerts')), cards);
  let rows = null;

  async function read() {
    try {
      const { alerts } = await get(`/alerts?${query({ phase: 'open', size: MOST })}`);
      rows = alerts;
      draw();
      on.line(true);
    } catch (problem) {
      on.line(false);
      if (!rows) replace(cards, empty('offline', t('error.failed'), t('error.unreachable')));
    }
  }

  function draw() {
    const loud = rows.filter((row) => row.phase !== 'closed' && (row.drill || !quietWhy(row, now()))).sort(order);
    const focused = document.activeElement?.dataset?.alert;
    replace(cards, loud.map(card), !loud.length && empty('check', t('phone.noAlerts'), t('phone.noAlertsHint')));
    if (focused) cards.querySelector(`[data-alert="${focused}"]`)?.focus();
  }

  function card(row) {
    const taken = row.acknowledgedAt && !row.worseSinceAcknowledged;
    return el(`article.tap-card.is-${row.severity}`,
      el('a.tap-card-head', { href: `/#alert/${row.id}` }, severitySign(row.severity),
        el('span.row-text', el('strong', titleOf(row)), el('small', [placeOf(row), gridName(row.grids?.[0])].filter(Boolean).join(' · '))),
        el('b', row.quantity !== 'silence' && amount(row, row.newestValue ?? row.value))),
      el('div.tap-card-foot', ago(row.raisedAt), phaseBadge(row),
        taken ? el('span.muted', t('phone.takenBy', { who: row.acknowledgedBy }))
          : mayAct() && el('button.primary', { type: 'button', data: { alert: row.id }, onclick: (event) => take(row, event.currentTarget) }, icon('check'), t('tap.act.acknowledge'))));
  }

  async function take(row, button) {
    button.disabled = true;
    try {
      const fresh = await post(`/alerts/${row.id}/acknowledge`, {});
      rows = rows.map((one) => (one.id === fresh.id ? fresh : one));
      draw();
      notify(t('tap.done'));
    } catch (problem) {
      button.disabled = false;
      notifyError(problem);
      if (problem.status === 409 || problem.status === 404) await read();
    }
  }

  return { element, read };
}
