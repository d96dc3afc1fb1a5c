/** The map of the page, or the place in words where there is none: what has to be done does not wait for it. */
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';
import { look } from './link.js';

const LEAFLET = '/webjars/leaflet/1.9.4/dist/leaflet';

export function mapSection(token) {
  const element = el('section.tap-map', { aria: { label: t('tap.map') } });
  let shown = null;

  function show({ alert, tileLayer }) {
    if (!Number.isFinite(alert.lon)) {
      element.hidden = true;
      return;
    }
    const key = `${alert.lon} ${alert.lat} ${alert.severity}`;
    if (key === shown) return;
    shown = key;
    draw(alert, tileLayer).catch(() => inWords(alert));
  }

  async function draw(alert, tileLayer) {
    await leaflet();
    const { smallMap } = await import('./small-map.js');
    const field = el('div.tap-map-field');
    replace(element, field);
    smallMap(field, alert, tileLayer, (key) => look(token, `/basemap/${key}.json`));
  }

  function inWords({ lon, lat }) {
    replace(element, el('p.muted', t('tap.noMap'), ' ', el('code', `${lat.toFixed(5)}, ${lon.toFixed(5)}`)));
  }

  return { element, show };
}

let asked;

function leaflet() {
  asked ??= new Promise((resolve, reject) => {
    const script = el('script', { src: `${LEAFLET}.js` });
    script.onload = resolve;
    script.onerror = () => {
      asked = undefined;
      reject(new Error('no map'));
    };
    document.head.prepend(el('link', { rel: 'stylesheet', href: `${LEAFLET}.css` }), script); // before our own, which have the last word
  });
  return asked;
}
