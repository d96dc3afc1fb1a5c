/** The map itself: panes, background, grids, devices, labels; and what a pointer hits. */
import { placeMarks } from './alert/place-marks.js';
import { Basemap } from './basemap.js';
import { boxIndex } from './boxes.js';
import { clusterIndex } from './clusters.js';
import { devicePainter } from './device-layer.js';
import { drawGridLabels, drawGrids } from './grid-layer.js';
import { countInto, gridAt, levelAt } from './grid-store.js';
import { t } from './i18n.js';
import { L } from './libs.js';
import { latOf, lonOf, worldX, worldY } from './mercator.js';
import { CanvasOverlay } from './overlay.js';
import { streetNames } from './street-names.js';
import { isShown } from './store.js';
import { calmMotion, colour, whenThemeChanges } from './theme.js';
import { tileLayer } from './tiles.js';

const PANES = { streetNames: 340, grids: 360, devices: 420, alerts: 430, gridLabels: 440 };
const WHOLE_CHINA = [[18, 74], [53, 135]];

/** @param app `place`, `devices()`, `grids()`, `preferences`, `look` ({device, focused, grid, hovered}: indexes and codes) */
export function createMapView(element, app) {
  const map = L.map(element, { zoomControl: false, attributionControl: false, minZoom: 5, maxZoom: 21, zoomSnap: 0.5, wheelPxPerZoomLevel: 110, preferCanvas: true, keyboardPanDelta: 120 });
  map.setView([34, 108], 5);
  element.setAttribute('aria-label', t('map.label'));
  L.control.zoom({ position: 'bottomleft', zoomInTitle: t('map.zoomIn'), zoomOutTitle: t('map.zoomOut') }).addTo(map);
  L.control.scale({ position: 'bottomleft', imperial: false }).addTo(map);
  for (const [name, z] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = z;
    pane.style.pointerEvents = 'none';
  }
  const overlay = (pane, draw) => new CanvasOverlay(draw, { pane });

  const background = app.place.tileLayer ? tileLayer(app.place.tileLayer) : new Basemap();
  if (app.place.tileLayer) L.control.attribution({ prefix: false, position: 'bottomleft' }).addTo(map);
  const names = app.place.tileLayer ? null : streetNames(background, overlay, () => map, (layer) => written?.shiftedBy(layer.shiftOf(labels)));
  const clusters = clusterIndex(() => redrawDevices());
  const painter = devicePainter({
    store: app.devices,
    items: (zoom) => clusters.at(zoom),
    selected: () => app.devices().byName.get(app.look.device) ?? -1,
    focused: () => app.look.focused,
  }, () => devices.redraw());
  const grids = overlay('grids', (context, view) => app.grids() && drawGrids(context, view, app.grids(), { selected: app.look.grid, hovered: app.look.hovered }));
  const devices = overlay('devices', (context, view) => {
    painter.draw(context, view);
    labels.redraw(); // they keep clear of what was just drawn
  });
  const marks = placeMarks(() => app.alerts?.ofPlaces() ?? [], () => alerts.redraw());
  const alerts = overlay('alerts', (context, view) => {
    marks.draw(context, view);
    app.waiting?.draw(context, view);
  });
  const labels = overlay('gridLabels', drawLabels);
  const layers = { background, grids, devices, alerts, gridLabels: labels, ...(names && { streetNames: names }) };

  const redrawDevices = () => devices.redraw();
  let written = null; // what the labels and devices take up, which street names keep clear of

  /** Names of grids, then of devices, then of streets: each only where what came before leaves room. */
  function drawLabels(context, view) {
    const shown = app.preferences.layers.devices;
    const shift = labels.shiftOf(devices);
    const taken = boxIndex();
    if (shown) for (const box of painter.boxes(shift)) taken.add(box);
    for (const box of [...marks.boxes(labels.shiftOf(alerts)), ...(app.waiting?.boxes(labels.shiftOf(alerts)) ?? [])]) taken.add(box);
    if (app.grids() && app.preferences.layers.grids) drawGridLabels(context, view, app.grids(), taken);
    if (shown) painter.labels(context, view, taken, shift);
    written = taken;
    names?.redraw();
  }

  function showLayers() {
    const on = app.preferences.layers;
    const wanted = { background: on.background, streetNames: on.background && on.names, grids: on.grids, gridLabels: on.names && (on.grids || on.devices), devices: on.devices, alerts: on.devices };
    for (const [name, layer] of Object.entries(layers)) {
      if (wanted[name] && !map.hasLayer(layer)) map.addLayer(layer);
      if (!wanted[name] && map.hasLayer(layer)) map.removeLayer(layer);
    }
  }

  whenThemeChanges(() => Object.values(layers).forEach((layer) => map.hasLayer(layer) && layer.now?.()));
  showLayers();
  home();

  function home(animate = false) {
    const { bounds, centre } = app.place;
    if (bounds) map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], { padding: [24, 24], animate });
    else if (centre) map.setView([centre[1], centre[0]], 15, { animate });
    else map.fitBounds(WHOLE_CHINA, { animate });
  }

  /** The part of the map that nothing covers. */
  function free() {
    const { width, height } = element.getBoundingClientRect();
    const drawer = document.getElementById('drawer');
    const covered = drawer && !drawer.hidden ? drawer.getBoundingClientRect() : null;
    if (!covered) return { x: width / 2, y: height / 2, width, height };
    if (covered.width > width * 0.9) return { x: width / 2, y: (covered.top - element.getBoundingClientRect().top) / 2, width, height: Math.max(covered.top - 48, 120) };
    return { x: (width - covered.width) / 2, y: height / 2, width: width - covered.width, height };
  }

  function show(lon, lat, zoom, exactly = false) {
    const to = exactly ? zoom : Math.max(map.getZoom(), zoom);
    const { x, y } = free();
    const size = map.getSize();
    const centre = map.unproject(map.project([lat, lon], to).add([size.x / 2 - x, size.y / 2 - y]), to);
    if (calmMotion()) map.setView(centre, to, { animate: false });
    else map.flyTo(centre, to, { duration: 0.7 });
  }

  function showGrid({ bounds }) {
    const box = L.latLngBounds([latOf(bounds.bottom), lonOf(bounds.left)], [latOf(bounds.top), lonOf(bounds.right)]);
    const { x, y, width, height } = free();
    const room = L.point(width * 0.8, height * 0.75);
    const zoom = Math.min(Math.floor(2 * Math.min(Math.log2(room.x / (bounds.right - bounds.left)), Math.log2(room.y / (bounds.bottom - bounds.top)))) / 2, 19);
    const size = map.getSize();
    const centre = map.unproject(map.project(box.getCenter(), zoom).add([size.x / 2 - x, size.y / 2 - y]), zoom);
    if (calmMotion()) map.setView(centre, zoom, { animate: false });
    else map.flyTo(centre, zoom, { duration: 0.7 });
  }

  /** The outline of an incident, in the colour of its severity; goes there when asked to. Nothing: takes it away. */
  function showHull(outline, severity, go) {
    hull?.remove();
    hull = null;
    if (!outline) return;
    const ink = colour(severity);
    hull = L.geoJSON(outline, { interactive: false, style: { color: ink, weight: 2, dashArray: '6 5', fillColor: ink, fillOpacity: 0.1 }, pointToLayer: (_, latlng) => L.circleMarker(latlng, { radius: 18, color: ink, weight: 2, dashArray: '6 5', interactive: false }) }).addTo(map);
    if (!go || !hull.getBounds().isValid()) return;
    const box = hull.getBounds();
    const zoom = Math.min(map.getBoundsZoom(box, false, L.point(160, 160)), 18);
    const { lat, lng } = box.getCenter();
    show(lng, lat, zoom, true);
  }

  function gridUnder(latlng) {
    if (!app.grids() || !app.preferences.layers.grids) return undefined;
    return gridAt(app.grids(), levelAt(app.grids(), 2 ** map.getZoom()), worldX(latlng.lng), worldY(latlng.lat));
  }

  let pointed;
  let hull;

  /** A place that is neither device nor grid, such as an address that was searched for. */
  function point(lon, lat, title) {
    pointed?.remove();
    pointed = L.circleMarker([lat, lon], { radius: 9, color: colour('accent'), weight: 3, fillOpacity: 0.15, interactive: false }).addTo(map);
    const words = document.createElement('span');
    words.textContent = title;
    pointed.bindTooltip(words, { permanent: true, direction: 'top', offset: [0, -10] }).openTooltip();
    setTimeout(() => pointed?.remove(), 20000);
  }

  return {
    map, home, show, showGrid, showHull, point, showLayers, gridUnder, painter, background,
    redrawDevices,
    redrawAlerts: () => { alerts.redraw(); labels.redraw(); },
    /** Only the numbers have changed. */
    countDown: () => map.hasLayer(alerts) && alerts.redraw(),
    pulseAlerts: marks.pulse,
    /** What stands under a point of the container: `{alert}`, `{members}`, or null. */
    hit(point, slack) {
      if (!app.preferences.layers.devices) return null;
      const above = alerts.local(point);
      const alert = marks.hit(above.x, above.y, slack, app.selected?.()?.ref);
      if (alert) return { alert, members: [] };
      const { x, y } = devices.local(point);
      return painter.hit(x, y, slack);
    },
    redrawOutlines: () => grids.redraw(),
    redrawGrids: () => { grids.redraw(); labels.redraw(); },
    regroup: () => clusters.build(app.devices(), (i) => isShown(app.devices(), app.preferences.filter, i)),
    recount: () => { if (app.grids()) { countInto(app.grids(), app.devices()); labels.redraw(); } },
    /** Indexes of the devices now on screen. */
    visible() {
      const bounds = map.getBounds();
      const store = app.devices();
      const found = [];
      for (let i = 0; i < store.n; i++) {
        if (isShown(store, app.preferences.filter, i) && bounds.contains([store.lats[i], store.lons[i]])) found.push(i);
      }
      return found;
    },
  };
}
