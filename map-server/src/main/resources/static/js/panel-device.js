/** A device: its state since when and why, its values now, their history, and what a camera saw. */
import { deviceAlerts } from './alert/device-alerts.js';
import { get } from './api.js';
import { cameraSection } from './camera.js';
import { chartSection } from './chart-section.js';
import { ago, setAgo, toMs } from './clock.js';
import { explain } from './dialog.js';
import { el, icon, replace } from './dom.js';
import { t, tOr } from './i18n.js';
import { copyLink } from './panel-tools.js';
import { empty, facts, failed, stateBadge } from './parts.js';
import { bandText, reasonText, valueText } from './quantities.js';
import { isOperator } from './session.js';
import { STATES } from './states.js';
import { liveValues } from './values.js';

const LONGEST_PATIENCE = 32000;

export function devicePanel(app, name) {
  const body = el('div', el('p.empty', t('loading')));
  const alerts = deviceAlerts(app, name);
  const state = el('section.device-state', { aria: { live: 'polite' } });
  let current = new AbortController();
  let asked = 0;
  let answered = 0; // an answer to an earlier question knows less, however late it comes
  let parts = [];
  const known = new Set(); // its series
  let shown = null; // the device as its state was last drawn

  async function load() {
    current.abort();
    const { signal } = (current = new AbortController());
    try {
      const device = await ask(signal);
      parts.forEach((part) => part.leave?.());
      parts = draw(device);
    } catch (error) {
      if (signal.aborted) return;
      replace(body, error.status === 404 ? empty('pin', t('device.gone', { name }), t('device.goneHint')) : failed(explain(error), load));
    }
  }

  function draw(device) {
    const values = liveValues(device);
    const chart = device.series.length > 0 ? chartSection(device) : null;
    const camera = device.kind === 'camera' ? cameraSection(device) : null;
    values.onPick = (series) => chart?.choose(series);
    drawState(state, shown);
    replace(body, alerts.element, state, camera?.element, values.element, chart?.element, about(app, device));
    app.live.watch([device.name]);
    device.series.forEach((series) => known.add(series.id));
    return [values, chart, camera].filter(Boolean);
  }

  async function ask(signal) {
    const mine = ++asked;
    const device = await get(`/devices/${encodeURIComponent(name)}`, { signal });
    if (mine > answered) {
      answered = mine;
      keepNewerValues(device, shown);
      shown = device;
    }
    return device;
  }

  /** The state is told at once, its reason when it is known; the rest stays: nobody's chart jumps. */
  async function followState(patience = 2000) {
    const { signal } = current;
    if (signal.aborted) return;
    const i = app.devices().byName.get(name);
    if (shown) drawState(state, (shown = { ...shown, state: STATES[app.devices().states[i]], since: null, reason: null }));
    try {
      await ask(signal);
      drawState(state, shown);
    } catch {
      if (patience < LONGEST_PATIENCE) setTimeout(() => followState(patience * 2), patience); // the state is right, its reason is owed
    }
  }

  /** The live picture knows better than what was loaded. */
  function heardNow() {
    const at = app.devices().heard[app.devices().byName.get(name)];
    const shown = state.querySelector('.last-heard time');
    if (at && !shown) state.querySelector('.last-heard')?.replaceChildren(t('device.lastHeard'), ' ', ago(at));
    if (at && shown && at > Number(shown.dataset.at)) setAgo(shown, at);
  }

  /** What is said for the first time gets its place; the value that is the reason for the state goes on changing. */
  async function take({ device, values }) {
    if (device !== name) return;
    const unknown = values.filter(([id]) => !known.has(id));
    unknown.forEach(([id]) => known.add(id));
    if (unknown.length) await load();
    parts.forEach((part) => part.take?.(values));
    for (const [id, takenAt, value] of values) {
      const series = shown?.series.find((one) => one.id === id);
      if (series) series.latest = { ...series.latest, takenAt, value };
    }
    const why = state.querySelector('.why');
    if (why) why.textContent = whyText(shown);
  }

  load();
  const i = app.devices().byName.get(name);
  const off = [
    app.bus.on('heard', heardNow),
    app.bus.on('values', take),
    app.bus.on('event', (message) => message.device === name && parts.forEach((part) => part.event?.(message))),
    app.bus.on('states', ({ changed }) => changed.includes(app.devices().byName.get(name)) && followState()),
  ];
  return {
    title: (i !== undefined && app.devices().labels[i]) || name,
    subtitle: name,
    tools: [copyLink()],
    body,
    leave: () => {
      off.forEach((stop) => stop());
      parts.forEach((part) => part.leave?.());
      alerts.leave();
      current.abort();
      app.live.watch([]);
    },
  };
}

/** The database's newest values are seconds old; what the live stream has told since then stays. */
function keepNewerValues(device, before) {
  for (const series of device.series) {
    const told = before?.series.find(({ id }) => id === series.id)?.latest;
    if (told && (!series.latest || toMs(told.takenAt) > toMs(series.latest.takenAt))) series.latest = told;
  }
}

function drawState(element, device) {
  element.className = `device-state is-${device.state}`;
  const why = whyText(device);
  replace(element,
    el('div.device-state-line', stateBadge(STATES.indexOf(device.state)), device.since && el('span.muted', t('since'), ' ', ago(device.since))),
    why && device.state !== 'normal' && el('p.why', { aria: { live: 'off' } }, why),
    !device.grid && !device.retiredAt && el('p', stateBadge('unassigned', t('device.unassigned'))),
    device.online === false && el('p.muted', icon('offline'), ' ', t('device.offline')),
    device.retiredAt && el('p.muted', t('device.retired'), ' ', ago(device.retiredAt)),
    el('p.muted.last-heard', t('device.lastHeard'), ' ', device.lastHeardAt ? ago(device.lastHeardAt) : t('device.neverHeard')));
}

/** The quantity with its value and limits where it is one of the device's own. */
function whyText(device) {
  if (device.state === 'silent') return t('device.silentWhy', { interval: intervalText(device.expectedIntervalSeconds) });
  const series = device.series.find(({ quantity }) => quantity === device.reason);
  const text = reasonText(device.reason);
  if (!series?.latest) return text;
  const limits = bandText(series, device.state);
  return `${text} ${valueText(series, series.latest.value)}${limits && ` (${limits})`}`;
}

function intervalText(seconds) {
  if (seconds < 120) return t('interval.seconds', { n: seconds });
  if (seconds < 7200) return t('interval.minutes', { n: Math.round(seconds / 60) });
  return t('interval.hours', { n: Math.round(seconds / 3600) });
}

function about(app, device) {
  const grid = device.grid && el('button.plain.inline', { type: 'button', onclick: () => app.select('grid', device.grid.code, { fly: true, focus: true }) },
    device.grid.name, device.grid.leader && el('span.muted', ` ${device.grid.leader}`));
  return el('section', el('h3', t('device.about')), facts([
    [t('device.kind'), `${t(`kind.${device.kind}`)}${device.model && device.model !== device.kind ? ` · ${tOr(`model.${device.model}`, device.model)}` : ''}`],
    [t('device.grid'), grid || (device.retiredAt ? null : t('state.unassigned'))],
    [t('device.address'), device.address],
    [t('device.building'), device.building],
    [t('device.gateway'), device.gateway],
    [t('device.interval'), intervalText(device.expectedIntervalSeconds)],
    [t('device.tags'), device.tags?.join(t('comma'))],
    [t('device.formerNames'), device.formerNames?.map((former) => former.name ?? former).join(t('comma'))],
    [t('device.live'), /^https?:\/\//.test(device.liveUrl ?? '') && el('a', { href: device.liveUrl, target: '_blank', rel: 'noreferrer' }, t('device.watch'))],
    [t('device.place'), device.lon !== null && `${device.lat.toFixed(6)}, ${device.lon.toFixed(6)}`],
  ]), isOperator() && el('a.button', { href: `/admin.html#devices/${encodeURIComponent(device.name)}` }, icon('gear'), t('device.edit')));
}

