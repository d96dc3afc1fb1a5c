/** How the installation itself is doing, read again every few seconds. */
import { get } from '../api.js';
import { ago } from '../clock.js';
import { el, icon, replace } from '../dom.js';
import { explain } from '../dialog.js';
import { bytes, count, number } from '../format.js';
import { language, t, tOr } from '../i18n.js';
import { facts } from '../parts.js';

const EVERY_MS = 3000;

export async function page({ body }) {
  const view = el('div.status');
  const stale = el('p.form-error', { role: 'alert', hidden: true });
  replace(body, stale, view);
  draw(view, await get('/status'));
  const timer = setInterval(async () => {
    if (document.hidden) return;
    try {
      draw(view, await get('/status'));
      stale.hidden = true;
    } catch (error) {
      stale.textContent = `${t('status.stale')} ${explain(error)}`;
      stale.hidden = false;
    }
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function tile(label, value, hint, state) {
  return el(`div.big-tile${state ? `.${state}` : ''}`, el('span.muted', label), el('b', state ? [icon(state), ' '] : [], value), hint && el('small.muted', hint));
}

function draw(view, status) {
  const n = (value) => count(value, language());
  const { rates = {}, inbox = {}, broker = {}, database = {}, disk = {}, devices = {} } = status;
  const refused = total(broker.refused);
  replace(view,
    el('div.big-tiles',
      tile(t('status.messages'), number(rates.messagesPerSecond, 1), t('status.perSecond')),
      tile(t('status.points'), number(rates.pointsPerSecond, 1), t('status.perSecond')),
      tile(t('status.lag'), status.lagMs >= 0 ? `${n(status.lagMs)} ms` : '–', t('status.lagHint'), status.lagMs > 5000 ? 'warning' : ''),
      tile(t('status.inbox'), n(inbox.waiting), inbox.capacity ? t('status.of', { n: n(inbox.capacity) }) : '', inbox.waiting > inbox.capacity * 0.9 ? 'warning' : ''),
      tile(t('status.rejectsToday'), n(status.rejectsToday), t('status.perMinute', { n: number(rates.rejectsPerMinute, 1) })),
      tile(t('status.newcomers'), n(status.newcomers), status.newcomers > 0 ? el('a', { href: '#newcomers' }, t('status.look')) : ''),
      tile(t('status.devices'), n(devices.total), t('status.silent', { n: n(devices.silent), unassigned: n(devices.unassigned ?? 0) })),
      tile(t('status.connections'), n(broker.connections), t('status.refused', { n: n(refused) })),
      tile(t('status.database'), bytes(database.sizeBytes), database.dialect),
      tile(t('status.disk'), bytes(disk.freeBytes), t('status.free'), disk.freeBytes < 2e9 ? 'warning' : '')),
    el('h2', t('status.more')),
    facts([
      [t('status.version'), status.version], [t('status.roles'), status.roles?.join(t('comma'))], [t('status.started'), status.startedAt && ago(status.startedAt)],
      [t('status.readings'), database.readings !== undefined && n(database.readings)],
      ...(typeof broker.refused === 'object' && broker.refused ? Object.entries(broker.refused).map(([reason, amount]) => [t('status.refusedFor', { reason: tOr(`refused.${reason}`, reason) }), n(amount)]) : []),
    ]));
}

const total = (refused) => (typeof refused === 'object' && refused ? Object.values(refused).reduce((sum, n) => sum + n, 0) : refused ?? 0);
