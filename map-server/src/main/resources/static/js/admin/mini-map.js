/** A small map inside a form: pick a place, or show where something is wrong. */
import { Basemap } from '../basemap.js';
import { el } from '../dom.js';
import { L } from '../libs.js';
import { colour } from '../theme.js';
import { tileLayer } from '../tiles.js';

/** @param options `at` the place now; `onPick([lon, lat])`; `marks` `[{place, label, state}]` */
export function miniMap(place, { at = null, onPick = null, marks = [] }) {
  const element = el('div.mini-map');
  let map;
  let marker;

  function begin() {
    map = L.map(element, { attributionControl: false, maxZoom: 21, minZoom: 5, zoomSnap: 0.5 });
    (place.tileLayer ? tileLayer(place.tileLayer) : new Basemap()).addTo(map);
    const { bounds, centre } = place;
    if (at) map.setView([at[1], at[0]], 18);
    else if (bounds) map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]]);
    else map.setView([centre?.[1] ?? 32.65, centre?.[0] ?? 110.78], 13);
    if (at) mark(at);
    marks.forEach(show);
    if (marks.length) map.fitBounds(L.latLngBounds(marks.map(({ place: [lon, lat] }) => [lat, lon])).pad(0.3), { maxZoom: 18 });
    if (onPick) map.on('click', ({ latlng }) => { mark([latlng.lng, latlng.lat]); onPick([latlng.lng, latlng.lat]); });
  }

  function mark([lon, lat]) {
    marker?.remove();
    marker = L.circleMarker([lat, lon], { radius: 9, weight: 3, color: colour('accent'), fillOpacity: 0.2, interactive: false }).addTo(map);
    if (!map.getBounds().contains([lat, lon])) map.panTo([lat, lon]);
  }

  function show({ place: [lon, lat], label, state }) {
    const words = document.createElement('span');
    words.textContent = label;
    L.circleMarker([lat, lon], { radius: 8, weight: 3, color: colour(state), fillOpacity: 0.25 }).addTo(map).bindTooltip(words);
  }

  const watcher = new ResizeObserver(() => {
    if (!element.isConnected || !element.clientHeight) return;
    if (map) map.invalidateSize();
    else begin();
  });
  watcher.observe(element);
  return { element, mark: (to) => map && mark(to), lookAt: ([lon, lat]) => map?.setView([lat, lon], 18) };
}
