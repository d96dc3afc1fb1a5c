/** Incidents as a list: alerts with one cause. */
import { get } from '../api.js';
import { ago } from '../clock.js';
import { explain } from '../dialog.js';
import { debounce, el, icon, replace } from '../dom.js';
import { t, tOr } from '../i18n.js';
import { empty, failed } from '../parts.js';
import { severityBadge } from './parts.js';
import { inWords } from './words.js';

/** Its words, or what is known without any. */
export const incidentTitle = (incident) => inWords(incident.words) || tOr(`incident.cause.${incident.cause}`, incident.cause);

export const memberCount = ({ members, alerts }) => (Array.isArray(members) ? members.length : members ?? alerts?.length ?? 0);

export function incidentList(app) {
  let open = true;
  const list = el('div.incident-list', { aria: { live: 'polite' } }, el('p.empty', t('loading')));
  const choice = el('div.segments', { role: 'group', aria: { label: t('incidents.which') } }, [true, false].map((which) =>
    el('button', { type: 'button', data: { open: which }, aria: { pressed: String(which) }, onclick: () => choose(which) }, t(which ? 'incidents.open' : 'incidents.all'))));

  function choose(which) {
    open = which;
    for (const each of choice.children) each.setAttribute('aria-pressed', String(each.dataset.open === String(which)));
    load();
  }

  async function load() {
    try {
      const answer = await get(`/incidents?open=${open}`);
      const incidents = answer.incidents ?? answer;
      replace(list, incidents.length ? el('ul.links.roomy', incidents.map(line)) : empty('check', t(open ? 'incidents.none' : 'incidents.never'), t('incidents.noneHint')));
    } catch (error) {
      replace(list, failed(explain(error), load));
    }
  }

  const line = (incident) => el('li', el('button.alert-link', { type: 'button', onclick: () => app.select('incident', String(incident.id), { focus: true }) },
    severityBadge(incident.severity),
    el('span.row-text', el('strong', incidentTitle(incident)), el('small', t('incidents.members', { n: memberCount(incident) }), incident.closedAt ? ` · ${t('incidents.over')}` : '')),
    ago(incident.openedAt), icon('back', 'onward')));

  load();
  const off = app.bus.on('alerts', debounce(load, 1500));
  return { element: el('div.incidents', choice, list), leave: off };
}
