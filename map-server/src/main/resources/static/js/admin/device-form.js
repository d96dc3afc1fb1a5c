/** One device: create or change, pick its place on a map, retire, restore, replace, a new token. */
import { post, put } from '../api.js';
import { confirmLoss, notify, openDialog, showSecret } from '../dialog.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { KINDS } from '../states.js';
import { miniMap } from './mini-map.js';
import { attempt, button, field, form, select } from './table.js';

const NAME = '[A-Za-z0-9._\\-]{1,64}';

export function deviceForm(device, place, refresh) {
  return openDialog(device ? device.name : t('devices.new'), (close) => {
    const fields = deviceFields(device ?? {}, place);
    const save = async () => {
      const values = fields.values();
      if (device) await put(`/devices/${encodeURIComponent(device.name)}`, values);
      else {
        const { name, token } = await post('/devices', values);
        showToken(name, token);
      }
      close();
      notify(t('saved'));
      refresh();
    };
    return [form(fields.element, save, t('save')), device && hands(device, close, refresh)];
  }, { wide: true });
}

/** The fields of a device, also used to adopt a newcomer. */
export function deviceFields(device, place) {
  const named = (name, value, extra = {}) => el('input', { name, value: value ?? '', ...extra });
  const name = named('name', device.name, { required: true, pattern: NAME, readonly: Boolean(device.name), autocapitalize: 'none', spellcheck: 'false' });
  const kind = select('kind', KINDS.map((each) => [each, t(`kind.${each}`)]), device.kind ?? 'gas');
  const model = named('model', device.model, { list: 'models' });
  const label = named('label', device.label);
  const address = named('address', device.address);
  const interval = named('interval', device.expectedIntervalSeconds ?? 60, { type: 'number', min: '1', max: '2678400', required: true });
  const gateway = named('gateway', device.gateway);
  const tags = named('tags', device.tags?.join(', '));
  const live = named('live', device.liveUrl, { type: 'url' });
  const lon = named('lon', device.lon, { type: 'number', step: 'any', min: '-180', max: '180' });
  const lat = named('lat', device.lat, { type: 'number', step: 'any', min: '-90', max: '90' });
  const map = miniMap(place, { at: Number.isFinite(device.lon) ? [device.lon, device.lat] : null, onPick: ([x, y]) => { lon.value = x.toFixed(7); lat.value = y.toFixed(7); } });
  for (const input of [lon, lat]) input.addEventListener('change', () => lon.value && lat.value && map.mark([Number(lon.value), Number(lat.value)]));
  const element = el('div.fields',
    field(t('devices.name'), name, t('devices.nameRule')), field(t('devices.label'), label),
    field(t('device.kind'), kind), field(t('devices.model'), model),
    field(t('device.address'), address), field(t('devices.interval'), interval),
    field(t('device.gateway'), gateway, t('devices.gatewayHint')), field(t('device.tags'), tags),
    el('div.full', field(t('device.live'), live)),
    el('div.full', el('span.muted', t('devices.pick')), map.element),
    field(t('devices.lon'), lon), field(t('devices.lat'), lat),
    el('datalist', { id: 'models' }, ['detector', 'regulator', 'inlet', 'pump-room', 'quality', 'meter', 'cabinet', 'transformer', 'camera'].map((value) => el('option', { value }))));
  const numberOf = (input) => (input.value === '' ? null : Number(input.value));
  return {
    element,
    values: () => ({
      name: name.value.trim(), kind: kind.value, model: model.value.trim(), label: label.value.trim(), address: address.value.trim(),
      lon: numberOf(lon), lat: numberOf(lat), expectedIntervalSeconds: Number(interval.value), gateway: gateway.value.trim(),
      tags: tags.value.split(/[,\uff0c\u3001]/).map((tag) => tag.trim()).filter(Boolean), liveUrl: live.value.trim(),
    }),
  };
}

/** What can be done with a device besides changing its words. */
function hands(device, close, refresh) {
  const path = `/devices/${encodeURIComponent(device.name)}`;
  const done = () => { close(); notify(t('saved')); refresh(); };
  const retire = async () => {
    const yes = await confirmLoss(t('devices.retire'), t('devices.retireWhat', { name: device.name }), t('devices.retire'));
    if (yes) await attempt(async () => { await post(`${path}/retire`); done(); });
  };
  const restore = () => attempt(async () => { await post(`${path}/restore`); done(); });
  const token = async () => {
    const yes = await confirmLoss(t('devices.newToken'), t('devices.newTokenWhat', { name: device.name }), t('devices.newToken'));
    if (yes) await attempt(async () => showToken(device.name, (await post(`${path}/token`)).token));
  };
  return el('div.hands', el('h3', t('devices.more')), el('div.buttons',
    button(t('devices.newToken'), token), button(t('devices.replace'), () => replaceDevice(device, path, done)),
    device.retiredAt ? button(t('devices.restore'), restore) : button(t('devices.retire'), retire, 'danger')));
}

function replaceDevice(device, path, done) {
  openDialog(t('devices.replace'), (close) => form([
    el('p', t('devices.replaceWhat', { name: device.name })),
    field(t('devices.newName'), el('input', { name: 'newName', required: true, pattern: NAME }), t('devices.nameRule')),
    field(t('devices.reason'), el('input', { name: 'reason' })),
  ], async (values) => {
    const { token } = await post(`${path}/replace`, values);
    close();
    done();
    showToken(values.newName, token);
  }, t('devices.replace')));
}

export function showToken(name, token) {
  return showSecret(t('devices.token', { name }), t('devices.tokenOnce'), token, el('p.hint', t('devices.tokenUse', { name })));
}
