/** The page of an alert: what happened, where, since when, what to do; what was measured and seen; who did what. */
import { get } from '../api.js';
import { ago } from '../clock.js';
import { explain } from '../dialog.js';
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';
import { copyLink } from '../panel-tools.js';
import { empty, failed } from '../parts.js';
import { actionBar } from './action-bar.js';
import { nearCameras } from './cameras.js';
import { momentChart } from './chart.js';
import { alertLinks, severityBadge } from './parts.js';
import { aboutSection, stateSection, whereSection, wordsSection } from './panel-parts.js';
import { spotPhotos } from './photos.js';
import { tellingSection } from './telling.js';
import { timeline } from './timeline.js';
import { placeOf, titleOf } from './words.js';

export function alertPanel(app, ref, how = {}) {
  const id = Number(ref);
  const known = app.alerts.get(id);
  const body = el('div.alert-page', el('p.empty', t('loading')));
  const head = el('span', known ? titleOf(known) : t('alert.number', { id: ref }));
  const sign = el('span', known && severityBadge(known.severity));
  const parts = Object.fromEntries(['state', 'words', 'acts', 'where', 'chart', 'cameras', 'photos', 'telling', 'timeline', 'causes', 'history', 'about'].map((name) => [name, el(`div.part-${name}`)]));
  const gone = new AbortController();
  const telling = tellingSection(id);
  let shown = null;
  let chart = null;
  let device = null;

  async function load() {
    try {
      const alert = await get(`/alerts/${id}`, { signal: gone.signal });
      if (shown && shown.revision > alert.revision) return;
      const first = !shown;
      shown = alert;
      draw();
      if (first) await loadOnce();
    } catch (error) {
      if (gone.signal.aborted) return;
      replace(body, error.status === 404 ? empty('board', t('alert.gone', { id: ref }), t('alert.goneHint')) : failed(explain(error), load));
    }
  }

  /** What changes is drawn anew in its place; the chart and the pictures stay, nobody's eye jumps. */
  function draw() {
    head.textContent = titleOf(shown);
    replace(sign, severityBadge(shown.severity), ' ', el('span', placeOf(shown)), el('span.muted', ' · ', ago(shown.raisedAt), ' · ', t('alert.number', { id })));
    if (!body.contains(parts.state)) replace(body, Object.values(parts));
    replace(parts.state, stateSection(shown));
    replace(parts.words, wordsSection(shown));
    keepFocus(parts.acts, () => replace(parts.acts, actionBar(app, shown)));
    replace(parts.where, whereSection(app, shown));
    if (!parts.telling.hasChildNodes()) replace(parts.telling, telling.element);
    else telling.load();
    spotPhotos(parts.photos, id, gone.signal);
    replace(parts.timeline, timeline(shown));
    replace(parts.causes, causes());
    replace(parts.history, history());
    replace(parts.about, aboutSection(shown));
  }

  /** The chart and the pictures: of the moment, and so the same however the alert goes on. */
  async function loadOnce() {
    app.look.device = shown.device;
    app.view.redrawDevices();
    if (how.fly && !known && Number.isFinite(shown.lon)) app.view.show(shown.lon, shown.lat, 18);
    replace(parts.cameras, nearCameras(app, shown.cameras));
    if (!shown.device) return;
    device = await get(`/devices/${encodeURIComponent(shown.device)}`, { signal: gone.signal }).catch(() => null);
    if (gone.signal.aborted) return;
    chart = momentChart(shown, device);
    replace(parts.chart, chart?.element);
  }

  function causes() {
    return [
      shown.incident && el('section', el('h3', t('alert.incident')), el('button.alert-link', { type: 'button', onclick: () => app.select('incident', String(shown.incident.id), { focus: true, fly: true }) }, app.incidentTitle(shown.incident))),
      shown.heldBackBy && el('section', el('h3', t('alert.cause')), el('button.alert-link', { type: 'button', onclick: () => app.select('alert', String(shown.heldBackBy), { focus: true }) }, t('alert.number', { id: shown.heldBackBy }))),
      shown.heldBack?.length > 0 && el('section', el('h3', t('alert.heldBack', { n: shown.heldBack.length })), alertLinks(app, shown.heldBack)),
    ];
  }

  function history() {
    return [['sameDevice', 'alert.sameDevice'], ['sameRule', 'alert.sameRule']].map(([field, title]) =>
      shown[field]?.length > 0 && el('section', el('h3', t(title)), alertLinks(app, shown[field])));
  }

  load();
  const off = [
    app.bus.on('alert', (message) => message.id === id && load()),
    app.bus.on('alerts', ({ changed, gone: over }) => (over.includes(id) || changed.some((row) => row.id === id && row.revision > (shown?.revision ?? Infinity))) && load()),
  ];
  return {
    title: head, label: head.textContent, subtitle: sign, tools: [copyLink()], body, tall: true,
    alert: () => shown ?? known ?? null,
    leave() {
      off.forEach((stop) => stop());
      gone.abort();
      telling.leave();
      chart?.leave();
    },
  };
}

/** Redraws a place without taking the keyboard away from who stands in it. */
function keepFocus(element, redraw) {
  const name = element.contains(document.activeElement) ? document.activeElement.dataset.act : null;
  redraw();
  if (name) (element.querySelector(`[data-act="${name}"]`) ?? element.querySelector('button'))?.focus();
}
