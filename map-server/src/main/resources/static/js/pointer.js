/** Mouse, finger and keys on the map: what is under them, what they choose. */
import { severitySign } from './alert/parts.js';
import { placeOf, titleOf } from './alert/words.js';
import { el, icon } from './dom.js';
import { L } from './libs.js';
import { t } from './i18n.js';
import { KINDS, STATES, countStates, rank, WORST_FIRST } from './states.js';

const FINGER = matchMedia('(pointer: coarse)');

/** @param on `device(name)`, `alert(row)`, `group(indexes)`, `grid(code)`, `nothing()`, `step(index)`, `raise(latlng, name)` */
export function listenToMap(view, app, on) {
  const { map } = view;
  const tip = el('div.tip', { hidden: true });
  map.getContainer().append(tip);

  const hitAt = (point) => view.hit(point, FINGER.matches ? 14 : 3);

  map.on('click', ({ containerPoint, latlng }) => {
    tip.hidden = true;
    const hit = hitAt(containerPoint);
    if (app.picking) return app.picking(latlng, hit?.members.length === 1 ? app.devices().names[hit.members[0]] : null);
    if (hit?.alert) return on.alert(hit.alert);
    if (hit?.members.length === 1) return on.device(app.devices().names[hit.members[0]]);
    if (hit) return open(hit);
    const grid = view.gridUnder(latlng);
    if (grid) on.grid(grid.code);
    else on.nothing();
  });

  map.on('contextmenu', ({ containerPoint, latlng }) => {
    tip.hidden = true;
    const hit = hitAt(containerPoint);
    on.raise(latlng, hit?.members.length === 1 ? app.devices().names[hit.members[0]] : null);
  });

  /** A group opens by zooming to its members; where that would not part them, as a list. */
  function open({ members }) {
    const store = app.devices();
    const box = L.latLngBounds(Array.from(members, (i) => [store.lats[i], store.lons[i]]));
    const zoom = Math.min(map.getBoundsZoom(box, false, L.point(160, 160)), 20);
    if (zoom <= map.getZoom() + 0.25) return on.group(Array.from(members));
    map.flyTo(box.getCenter(), Math.max(zoom, Math.min(map.getZoom() + 1.5, 20)), { duration: 0.5 });
  }

  let frame = 0;
  let moving = false;
  map.on('movestart zoomstart', () => (moving = true));
  map.on('moveend zoomend', () => (moving = false));
  map.on('mousemove', ({ containerPoint, latlng }) => {
    if (moving) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => hover(containerPoint, latlng));
  });
  map.on('mouseout movestart zoomstart', () => (tip.hidden = true));

  function hover(point, latlng) {
    const hit = hitAt(point);
    const grid = hit ? undefined : view.gridUnder(latlng);
    map.getContainer().classList.toggle('pointing', Boolean(hit || grid));
    if (app.look.hovered !== grid?.code) {
      app.look.hovered = grid?.code ?? null;
      view.redrawOutlines();
    }
    tip.hidden = !hit;
    if (!hit) return;
    tip.replaceChildren(...(hit.alert ? describeAlert(app, hit.alert) : describe(app, hit.members)));
    tip.style.transform = `translate(${Math.min(point.x + 18, map.getSize().x - 240)}px, ${point.y + 16}px)`;
  }

  let at = -1;
  map.getContainer().addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== map.getContainer()) return;
    if (event.key === 'j' || event.key === 'k') {
      const list = ordered(app.devices(), view.visible());
      if (!list.length) return;
      at = list.indexOf(app.look.focused) + (event.key === 'j' ? 1 : -1);
      app.look.focused = list[(at + list.length) % list.length];
      on.step(app.look.focused);
      view.redrawDevices();
    } else if (event.key === 'Enter' && app.look.focused >= 0) on.device(app.devices().names[app.look.focused], { focus: true });
    else if (event.key === 'Home') view.home(true);
    else return;
    event.preventDefault();
  });
  map.getContainer().addEventListener('blur', () => {
    app.look.focused = -1;
    view.redrawDevices();
  });
}

/** Worst first, then by name: the order in which keys and lists go through devices. */
export function ordered(store, indexes) {
  return indexes.toSorted((a, b) => rank(store.states[b]) - rank(store.states[a]) || store.names[a].localeCompare(store.names[b]));
}

const describeAlert = (app, row) => [el('strong', titleOf(row)), el('span', severitySign(row.severity), ` ${t(`severity.${row.severity}`)} · ${placeOf(row)}`), nextStep(app, row)];
const nextStep = (app, row) => app.waiting?.words(row.id) && el('span.next-step', { data: { next: row.id } }, app.waiting.words(row.id));

function describe(app, members) {
  const store = app.devices();
  const alerts = members.length === 1 ? app.alerts.ofDevice(store.names[members[0]]) : [];
  if (alerts.length) return [el('strong', store.labels[members[0]] || store.names[members[0]]), ...alerts.slice(0, 3).map((row) => el('span', severitySign(row.severity), ` ${titleOf(row)}`, ' ', nextStep(app, row)))];
  if (members.length === 1) {
    const i = members[0];
    return [el('strong', store.labels[i] || store.names[i]), el('span', icon(STATES[store.states[i]], STATES[store.states[i]]), ` ${t(`state.${STATES[store.states[i]]}`)} · ${t(`kind.${KINDS[store.kinds[i]]}`)} ${store.names[i]}`)];
  }
  const counts = countStates(store.states, members);
  return [el('strong', t('grid.deviceCount', { n: members.length })),
    ...WORST_FIRST.filter((state) => counts[state]).map((state) => el('span', icon(STATES[state], STATES[state]), ` ${t(`state.${STATES[state]}`)} ${counts[state]}`))];
}
