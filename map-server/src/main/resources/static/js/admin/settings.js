/** The installation: its name and place, how long readings are kept, where background tiles come from. */
import { get, put } from '../api.js';
import { notify } from '../dialog.js';
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';
import { miniMap } from './mini-map.js';
import { field, form } from './table.js';

export async function page({ body, place }) {
  const settings = await get('/settings');
  replace(body, el('div.narrow',
    section('settings.place', placeForm(settings, place)),
    section('settings.retention', retentionForm(settings)),
    section('settings.tiles', tilesForm(settings))));

  function section(key, content) {
    return el('section.panel', el('h2', t(key)), el('p.muted', t(`${key}Hint`)), content);
  }
}

async function save(part) {
  await put('/settings', part);
  notify(t('saved'));
}

const input = (name, value, extra = {}) => el('input', { name, value: value ?? '', ...extra });

function placeForm({ place = {} }, now) {
  const centre = (place?.centre ?? now.centre)?.map((degrees) => Number(degrees.toFixed(6)));
  const lon = input('lon', centre?.[0], { type: 'number', step: 'any', min: '-180', max: '180' });
  const lat = input('lat', centre?.[1], { type: 'number', step: 'any', min: '-90', max: '90' });
  const map = miniMap(now, { at: centre ?? null, onPick: ([x, y]) => { lon.value = x.toFixed(6); lat.value = y.toFixed(6); } });
  const zones = el('datalist', { id: 'zones' }, Intl.supportedValuesOf('timeZone').map((value) => el('option', { value })));
  return form(el('div.fields', zones,
    field(t('settings.name'), input('name', place?.name, { required: true, maxlength: '100' })),
    field(t('settings.zone'), input('timeZone', place?.timeZone ?? now.timeZone, { list: 'zones', required: true })),
    el('div.full', map.element), field(t('devices.lon'), lon), field(t('devices.lat'), lat)),
  async (values) => save({ place: { name: values.name.trim(), timeZone: values.timeZone, centre: values.lon && values.lat ? [Number(values.lon), Number(values.lat)] : null } }), t('save'));
}

/** The periods as the server names them. */
function retentionForm({ retention = {} }) {
  const names = Object.keys(retention ?? {});
  const fields = (names.length ? names : ['rawDays', 'minuteDays']).map((name) =>
    field(t(`retention.${name}`), input(name, retention?.[name], { type: 'number', min: '7', max: '3650', required: true }), t('settings.days')));
  return form(el('div.fields', fields), async (values) =>
    save({ retention: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)])) }), t('save'));
}

function tilesForm({ tileLayer }) {
  const gcj02 = el('input', { type: 'checkbox', name: 'gcj02', checked: tileLayer?.gcj02 });
  return form(el('div.fields',
    el('div.full', field(t('settings.url'), input('url', tileLayer?.url, { placeholder: 'https://…/{z}/{x}/{y}.png' }), t('settings.urlHint'))),
    field(t('settings.attribution'), input('attribution', tileLayer?.attribution)),
    field(t('settings.maxZoom'), input('maxZoom', tileLayer?.maxZoom ?? 18, { type: 'number', min: '1', max: '22' })),
    el('div.full', el('label.tick', gcj02, t('settings.gcj02')))),
  async (values) => save({ tileLayer: values.url.trim() ? { url: values.url.trim(), attribution: values.attribution, gcj02: gcj02.checked, maxZoom: Number(values.maxZoom) } : null }), t('save'));
}
