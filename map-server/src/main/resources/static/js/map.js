/** The map page: everything is put together here, and what the server says is handed on. */
import { get, put } from './api.js';
import { createAlarmVoice, createBanner } from './alarms.js';
import { createDesk } from './alert/desk.js';
import { createBus } from './bus.js';
import { explain, notifyError } from './dialog.js';
import { createDrawer } from './drawer.js';
import { eventName } from './quantities.js';
import { gridsOf } from './grid-store.js';
import { createGuide } from './guide.js';
import { showHelp } from './help.js';
import { language, loadWords, t } from './i18n.js';
import { listenToKeys } from './keys.js';
import { openLive } from './live.js';
import { createMapView } from './map-view.js';
import { listenToMap } from './pointer.js';
import { loadPreferences, savePreferences } from './preferences.js';
import { createRail } from './rail.js';
import { createSearch } from './search.js';
import { createSelection } from './selection.js';
import { reloadPlace, startSession, toSignIn, wasSignedIn } from './session.js';
import { createShowing } from './showing.js';
import { applyPicture, columnsOf, emptyStore, totals } from './store.js';
import { $, debounce } from './dom.js';
import { createTopbar } from './topbar.js';
import { startWall } from './wall.js';

const askDevices = askedEarly('/devices/map');
const askGrids = askedEarly('/grids');
const { me, place } = await startSession().catch(failedStart);
document.title = `${place.name || 'GridWatch'} · GridWatch`;

let store = emptyStore();
let grids = null;
let loaded = false;
const strangers = new Map(); // what the live picture said of devices that are not loaded (yet), by id
let nowhere = new Set(); // strangers that loading did not bring: no reason to load again
const reload = {
  devices: debounce(() => loadDevices().then(guideSoon).catch(notifyError), 500),
  grids: debounce(() => loadGrids().then(guideSoon).catch(notifyError), 500),
  settings: debounce(() => location.reload(), 500),
};
const recountSoon = debounce(() => app.view.recount(), 250);
const regroupSoon = debounce(() => app.view.regroup(), 1000);
const bus = createBus();
const app = {
  me, place, bus,
  devices: () => store,
  grids: () => grids,
  preferences: loadPreferences(),
  look: { device: null, grid: null, hovered: null, focused: -1 },
  group: null,
  picking: null,
  pictureAt: () => app.live?.pictureAt() ?? null,
  select: (type, ref, how) => selection.select(type, ref, how),
  home() {
    if (workspace.view) app.closeWorkspace();
    app.view.home(true);
  },
  help: showHelp,
  switchLanguage,
  changePreferences,
  selected: () => selection.current,
  toggleBoard: () => (workspace.view ? app.closeWorkspace() : app.select('board', '', { focus: true })),
  closeWorkspace: () => selection.clear(),
  hideWorkspace: () => showing.hideWorkspace(),
  showBoard(severities) {
    workspace.board.narrow({ severities, state: 'open' });
    app.select('board', '', { focus: true });
  },
  showAlert(row) {
    showing.hideWorkspace();
    app.view.show(row.lon, row.lat, 18);
  },
  showHull(incident) {
    showing.hideWorkspace();
    app.view.showHull(incident.outline, incident.severity, true);
  },
  railOpened: () => matchMedia('(max-width: 720px)').matches && selection.clear(),
};

const wall = new URLSearchParams(location.search).has('wall');
document.body.classList.toggle('wall', wall);
app.view = createMapView($('#map'), app);
const showing = createShowing(app, () => ({ drawer, rail, workspace, selection }));
const drawer = createDrawer($('#drawer'), showing.closeDrawer);
const selection = createSelection(showing.show);
const search = createSearch(showing.found);
const voice = createAlarmVoice($('#alarms'));
const desk = createDesk(app, $('#workspace'), voice);
const { workspace } = desk;
const topbar = createTopbar($('#topbar'), app, search.element);
const rail = createRail($('#rail'), app);
const banner = createBanner($('#banner'));
const guide = createGuide(app);
let wasLive = true;
const ready = Promise.all([loadDevices(), loadGrids()]).catch(notifyError);
app.counted = topbar.alerts;
app.alerts.reload();

app.live = openLive({
  picture,
  values: (message) => bus.emit('values', message),
  event(message) {
    voice.say(t('alarm.event', { device: labelOf(message.device), event: eventName(message.type) }), message.phase === 'start');
    bus.emit('event', message);
  },
  alert: desk.heard,
  changed,
  state(link) {
    if (link.live && !wasLive) app.alerts.reload(); // what was said meanwhile was not heard
    wasLive = link.live;
    topbar.connection(link);
    banner.show(link);
  },
  ended: () => toSignIn('ended'),
});

listenToMap(app.view, app, {
  device: (name, how) => showing.device(name, how),
  alert: (row) => app.select('alert', String(row.id)),
  raise: ({ lng, lat }, device) => app.raise(device ? { device } : { lon: lng, lat }),
  grid: (code) => app.select('grid', code),
  group(members) {
    app.group = members;
    app.select('list', 'group');
  },
  nothing: () => selection.clear(),
  step: (i) => voice.say(`${store.labels[i] || store.names[i]}, ${t(`state.${['normal', 'warning', 'alarm', 'silent'][store.states[i]]}`)}`, true),
});
app.view.map.on('moveend', debounce(() => bus.emit('moved'), 200));
listenToKeys({
  '/': search.focus,
  '?': showHelp,
  Escape: showing.closeTopmost,
  ...desk.keys(() => (selection.current?.type === 'alert' ? showing.alert() : null)),
  l: () => app.select('list', 'view', { focus: true }),
  1: () => rail.show('layers'),
  2: () => rail.show('filter'),
  3: () => rail.show('grids'),
});
await ready;
selection.start();
if (wall) startWall(app);

/** Asks at once if somebody was signed in here lately, before that is confirmed; and anew each further time. */
function askedEarly(path) {
  let first = wasSignedIn() ? get(path, { quiet: true }) : null;
  first?.catch(() => {}); // whoever takes the answer hears of it
  return () => {
    const answer = first ?? get(path);
    first = null;
    return answer;
  };
}

async function loadDevices() {
  store = columnsOf(await askDevices(), store);
  loaded = true;
  const { changed: told, unknown } = applyPicture(store, [...strangers.values()]);
  strangers.clear();
  for (const entry of unknown) strangers.set(entry[0], entry);
  nowhere = new Set(strangers.keys());
  app.view.regroup();
  desk.redraw();
  afterStates(told);
  bus.emit('devices');
}

async function loadGrids() {
  grids = gridsOf(await askGrids());
  app.view.recount();
  app.view.redrawGrids();
  rail.refresh();
}

/** A picture may overtake the list of devices; what it says of them is kept until they come. */
function picture(message, full) {
  const { changed: others, unknown } = applyPicture(store, message.devices);
  if (full) strangers.clear();
  for (const entry of unknown) strangers.set(entry[0], entry);
  if (loaded && unknown.some(([id]) => !nowhere.has(id))) reload.devices();
  bus.emit('heard');
  if (!others.length) return;
  if (app.preferences.filter.states !== 0b1111) regroupSoon();
  afterStates(others);
}

function afterStates(changedDevices) {
  topbar.counts(totals(store));
  app.view.redrawDevices();
  recountSoon();
  bus.emit('states', { changed: changedDevices });
}

/** What the guide waits for may just have happened. */
async function guideSoon() {
  if (guide.open) guide.update(await reloadPlace());
}

function changed(what) {
  reload[what]?.();
}

function changePreferences(what) {
  savePreferences(app.preferences);
  if (what === 'layers') app.view.showLayers();
  else {
    app.view.regroup();
    bus.emit('devices');
  }
}

async function switchLanguage() {
  const next = language() === 'zh' ? 'en' : 'zh';
  localStorage.setItem('gridwatch.languageChosen', 'yes');
  await loadWords(next);
  await put('/me', { language: next }).catch(() => {}); // remembered here all the same
  location.reload();
}

function labelOf(name) {
  const i = store.byName.get(name);
  return i === undefined ? name : store.labels[i] || name;
}

function failedStart(error) {
  document.body.replaceChildren(Object.assign(document.createElement('p'), { className: 'empty', textContent: explain(error) }));
  setTimeout(() => location.reload(), 10000);
  return new Promise(() => {});
}

