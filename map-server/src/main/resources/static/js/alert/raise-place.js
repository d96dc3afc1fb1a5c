/** Where something was seen: an address or a device by name, or a place on the map and the building that stands there. */
import { pickOne } from '../admin/pick-one.js';
import { get, query } from '../api.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';

/** A click this close to a wall means the building; farther away it is offered. */
const BESIDE_M = 15;

/**
 * @param given `{device}`, `{building, title}`, `{lon, lat}` or nothing yet
 * @param pick called to choose on the map instead
 * @returns `element`, and `value()`: the place as the API takes it, or null
 */
export function placeField(app, given, pick) {
  const shown = el('strong', { aria: { live: 'polite' } });
  const near = el('div.raise-near', { role: 'radiogroup', hidden: true, aria: { label: t('raise.nearby') } });
  const known = new Map();
  const finder = pickOne({ label: t('raise.find'), placeholder: t('raise.find'), suggest, onchange: (key) => key && choose(known.get(key)) });
  const picked = isPlaced(given);
  let place;
  choose(picked ? given : null);
  if (picked && Number.isFinite(given.lon)) lookAround(given);

  function choose(one) {
    place = one;
    near.hidden = true;
    shown.textContent = titleOf(app, one);
  }

  async function suggest(text) {
    if (!text) return [];
    const found = await get(`/search?${query({ q: text, limit: 20 })}`);
    return found.filter(({ type }) => type === 'device' || type === 'address').map((each) => {
      const key = `${each.type} ${each.ref || `${each.lon},${each.lat}`}`;
      known.set(key, placeOf(each));
      return { value: key, label: each.title, detail: each.detail === each.title ? '' : each.detail };
    });
  }

  /** Whoever clicks on a roof means the house. */
  async function lookAround(spot) {
    const buildings = (await get(`/buildings/near?${query({ lon: spot.lon, lat: spot.lat })}`).catch(() => []))
      .map(({ id, address, name, metres }) => ({ building: id, title: address || name || t('raise.building', { id }), metres }));
    if (place !== spot || !buildings.length) return;
    const first = buildings[0].metres <= BESIDE_M ? buildings[0] : spot;
    const line = (each, text) => el('label', el('input', { type: 'radio', name: 'raise-near', checked: each === first, onchange: () => say(each) }), el('span', text));
    replace(near, buildings.map((each) => line(each, each.metres < 1 ? each.title : t('raise.away', { title: each.title, n: Math.round(each.metres) }))), line(spot, t('raise.spotOnly')));
    say(first);
    near.hidden = false;
  }

  function say(each) {
    place = each;
    shown.textContent = titleOf(app, each);
  }

  return {
    element: el('div.field.raise-where', { role: 'group', aria: { label: t('raise.place') } }, el('span', t('raise.place')), finder.element,
      el('div.raise-place', shown, el('button', { type: 'button', onclick: pick }, icon('pin'), t(picked ? 'raise.pickOther' : 'raise.pick'))), near),
    value: () => place && asked(place),
  };
}

const isPlaced = ({ device, building, lon, lat }) => Boolean(device || building) || (Number.isFinite(lon) && Number.isFinite(lat));

const placeOf = ({ type, ref, title, lon, lat }) =>
  type === 'device' ? { device: ref } : ref ? { building: Number(ref), title } : { lon, lat, title };

const asked = ({ device, building, lon, lat }) => (device ? { device } : building ? { building } : { lon, lat });

function titleOf(app, place) {
  if (!place) return t('raise.placeNone');
  if (place.title) return place.title;
  const i = place.device ? app.devices().byName.get(place.device) : undefined;
  if (place.device) return (i !== undefined && app.devices().labels[i]) || place.device;
  const grid = app.view.gridUnder({ lat: place.lat, lng: place.lon });
  return [grid?.name, `${place.lat.toFixed(5)}, ${place.lon.toFixed(5)}`].filter(Boolean).join(' · ');
}
