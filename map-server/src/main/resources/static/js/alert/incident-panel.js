/** An incident: what has happened, which alerts belong to it, and where on the map. */
import { get } from '../api.js';
import { ago } from '../clock.js';
import { explain } from '../dialog.js';
import { debounce, el, icon, replace } from '../dom.js';
import { t, tOr } from '../i18n.js';
import { copyLink } from '../panel-tools.js';
import { empty, facts, failed } from '../parts.js';
import { memberCount } from './incidents.js';
import { alertLinks, severityBadge } from './parts.js';

export function incidentPanel(app, id, how) {
  const body = el('div', el('p.empty', t('loading')));
  const title = el('span', t('incident.number', { id }));
  const sign = el('span');
  const gone = new AbortController();
  let drawn = false;

  async function load() {
    try {
      const incident = await get(`/incidents/${encodeURIComponent(id)}`, { signal: gone.signal });
      title.textContent = app.incidentTitle(incident);
      replace(sign, severityBadge(incident.severity), ' ', el('span.muted', t('incident.number', { id })));
      replace(body, content(incident));
      app.view.showHull(incident.outline, incident.severity, !drawn && how.fly);
      drawn = true;
    } catch (error) {
      if (!gone.signal.aborted) replace(body, error.status === 404 ? empty('group', t('incident.gone'), t('incident.goneHint')) : failed(explain(error), load));
    }
  }

  function content(incident) {
    const alerts = incident.alerts ?? (Array.isArray(incident.members) ? incident.members : []);
    return [
      el('section', facts([
        [t('incident.cause'), tOr(`incident.cause.${incident.cause}`, incident.cause)],
        [t('device.kind'), tOr(`kind.${incident.kind}`, incident.kind)],
        [t('incident.opened'), ago(incident.openedAt)],
        [t('incident.closed'), incident.closedAt ? ago(incident.closedAt) : null],
      ]), incident.outline && el('button.on-map', { type: 'button', onclick: () => app.showHull(incident) }, icon('map'), t('alert.onMap'))),
      el('section', el('h3', t('incidents.members', { n: memberCount(incident) })), alertLinks(app, alerts)),
    ];
  }

  load();
  const off = app.bus.on('alerts', debounce(load, 1000));
  return {
    title, label: title.textContent, subtitle: sign, tools: [copyLink()], body, tall: true,
    leave() {
      off();
      gone.abort();
      app.view.showHull(null);
    },
  };
}
