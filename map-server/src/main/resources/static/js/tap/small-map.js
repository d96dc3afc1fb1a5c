/** A small map around one alert. A finger on it moves the page, not the map; two fingers and the buttons change the scale. */
import { severitySign } from '../alert/parts.js';
import { Basemap } from '../basemap.js';
import { t } from '../i18n.js';
import { L } from '../libs.js';
import { tileLayer } from '../tiles.js';

const NEAR = { minZoom: 15, maxZoom: 19 };

/** @param load gives a tile of our own background by its `z/x/y` */
export function smallMap(element, { lon, lat, severity }, ownTiles, load) {
  const map = L.map(element, {
    ...NEAR, center: [lat, lon], zoom: 17, attributionControl: false, dragging: false, keyboard: false, scrollWheelZoom: false, touchZoom: 'center', doubleClickZoom: 'center', zoomControl: false,
  });
  L.control.zoom({ position: 'topright', zoomInTitle: t('map.zoomIn'), zoomOutTitle: t('map.zoomOut') }).addTo(map);
  L.control.scale({ position: 'bottomleft', imperial: false }).addTo(map);
  const background = ownTiles ? tileLayer(ownTiles) : new Basemap({ minZoom: NEAR.minZoom, keepBuffer: 0, load });
  background.addTo(map);
  if (ownTiles) L.control.attribution({ prefix: false }).addTo(map);
  L.marker([lat, lon], { interactive: false, keyboard: false, icon: L.divIcon({ className: 'tap-spot', html: severitySign(severity), iconSize: [40, 40] }) }).addTo(map);
  return map;
}
