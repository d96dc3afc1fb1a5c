/** Everything about alerts put together: what is known of them, what is done with them, what lies over the map for them. */
import { now } from '../clock.js';
import { el, iconButton } from '../dom.js';
import { t } from '../i18n.js';
import { alertActs, mayAct } from './acts.js';
import { createHerald } from './herald.js';
import { incidentTitle } from './incidents.js';
import { raiseByHand } from './raise.js';
import { quietWhy } from './rows.js';
import { createSound } from './sound.js';
import { alertStore } from './store.js';
import { createWaiting } from './waiting.js';
import { nameGridsBy } from './words.js';
import { createWorkspace } from './workspace.js';

/** @param app the page, which gets `alerts`, `acts`, `sound` and what panels need of them */
export function createDesk(app, element, voice) {
  document.body.classList.toggle('no-acts', !mayAct());
  nameGridsBy((code) => app.grids()?.byCode.get(code)?.name);
  const mute = iconButton('sound', '', () => app.sound.toggle(), 'sound-button');
  app.sound = createSound((muted) => {
    mute.replaceChildren(...iconButton(muted ? 'mute' : 'sound', '', null).children);
    mute.title = t(muted ? 'sound.off' : 'sound.on');
    mute.setAttribute('aria-label', mute.title);
    mute.setAttribute('aria-pressed', String(muted));
  });
  app.soundButton = mute;
  const herald = createHerald(app, voice, app.sound);
  app.alerts = alertStore({
    changed(told) {
      redraw();
      app.bus.emit('alerts', told);
      app.waiting.changed();
      if (workspace.view === 'board') workspace.board.changed(told);
      herald(told);
    },
    failed: (error) => workspace.board.failed(error),
  });
  app.waiting = createWaiting(app, () => app.view.countDown());
  app.acts = alertActs(app.alerts);
  app.incidentTitle = incidentTitle;
  app.raise = (from) => mayAct() && !document.body.classList.contains('wall') && raiseByHand(app, from);
  app.pickPlace = (then) => pick(app, then);
  const workspace = createWorkspace(element, app);

  /** The counts and the map's marks; also when a shelf has ended meanwhile. */
  function redraw() {
    if (app.alerts.loaded) app.counted?.(app.alerts.counts()); // before that nobody knows, and none is not the same
    if (app.alerts.markDevices(app.devices())) app.view.redrawDevices();
    app.view.redrawAlerts();
  }
  const quietNow = () => app.alerts.all().filter((row) => quietWhy(row, now())).length;
  let quiet = 0;
  setInterval(() => {
    if (quiet === (quiet = quietNow())) return;
    redraw();
    if (workspace.view === 'board') workspace.board.refresh();
  }, 5000);

  return {
    workspace, redraw,
    heard(message) {
      app.alerts.heard(message);
      app.bus.emit('alert', message);
    },
    /** Keys of the board, and `a` for the alert that is open. */
    keys: (selectedAlert) => ({
      b: () => (workspace.view === 'board' ? app.closeWorkspace() : app.select('board', '', { focus: true })),
      j: () => workspace.view === 'board' && workspace.board.step(1),
      k: () => workspace.view === 'board' && workspace.board.step(-1),
      x: () => workspace.view === 'board' && workspace.board.tickHere(),
      a() {
        const alert = selectedAlert();
        if (workspace.view === 'board' && (workspace.board.ticked() || !alert)) workspace.board.acknowledge();
        else if (alert && mayAct() && alert.phase !== 'closed') app.acts.acknowledge([alert]);
      },
    }),
  };
}

/** The next click on the map is a place, or the device that stands there; Esc ends it. */
function pick(app, then) {
  const hint = el('div.pick-hint', { role: 'status' }, t('raise.pickHint'), el('button', { type: 'button', onclick: () => cancel() }, t('cancel')));
  const { type, ref } = app.selected() ?? {};
  const map = app.view.map.getContainer();
  app.hideWorkspace();
  document.body.append(hint);
  map.classList.add('picking');
  const key = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  };
  document.addEventListener('keydown', key, { capture: true });

  function cancel() {
    end();
    if (type) app.select(type, ref);
  }

  function end() {
    hint.remove();
    map.classList.remove('picking');
    document.removeEventListener('keydown', key, { capture: true });
    setTimeout(() => (app.picking = null)); // the click that ends it is not one on the map
  }

  app.picking = ({ lat, lng }, device) => {
    end();
    then(device ? { device } : { lon: lng, lat });
  };
}
