/** One channel: what it is called, for whose alerts it is, whether the control room has it, and what its type needs. */
import { post, put } from '../api.js';
import { explain, openDialog } from '../dialog.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { channelFields } from './channel-fields.js';
import { firstKept, TYPES } from './channel-types.js';
import { fieldForm, wrongField } from './field-form.js';
import { place } from './field-errors.js';
import { among, pickOne } from './pick-one.js';

/** The type of a new channel; nothing when nobody chose one. */
export function chooseType() {
  return openDialog(t('channels.new'), (close) => el('ul.channel-types', Object.keys(TYPES).map((type) =>
    el('li', el('button', { type: 'button', data: { type }, onclick: () => close(type) }, el('strong', t(`channelType.${type}`)), el('small', t(`channelType.${type}.is`)))))), { wide: true });
}

/** @param row the channel as it is; null: a new one. Resolves to the channel as the server has it once it was saved. */
export function channelDialog(type, row, grids) {
  return openDialog(row ? row.name : t('channels.newOf', { type: t(`channelType.${type}`) }), (close) => {
    const name = el('input', { value: row?.name ?? '', maxlength: '80', autocomplete: 'off' });
    const grid = pickOne({ label: t('channels.grid'), value: row?.grid ?? null, name: (code) => grids.find((each) => each.code === code)?.name || code,
      suggest: among(grids.map((each) => ({ value: each.code, label: each.name || each.code, detail: each.code }))), placeholder: t('channels.everywhere') });
    const room = controlRoom(type, row);
    const fields = channelFields(type, row?.settings ?? null);
    const save = async () => {
      const form = { name: name.value.trim(), grid: grid.value(), controlRoom: room.value(), enabled: row?.enabled ?? true, settings: fields.value() };
      close(await pointingAtSecrets(form.settings, () => (row ? put(`/channels/${row.id}`, form) : post('/channels', form))));
    };
    return [el('p.channel-help', t(`channelType.${type}.help`)),
      fieldForm([el('div.fields', place('name', t('channels.name'), name), place('grid', t('channels.grid'), grid.element, t('channels.gridHint'))),
        fields.element, room.element], save, t('save'))];
  }, { wide: true });
}

/** Where a kept secret may not go along, it is the secret that has to be entered. */
async function pointingAtSecrets(settings, send) {
  try {
    return await send();
  } catch (problem) {
    const kept = problem.body?.field === 'settings' && firstKept(settings);
    throw kept ? wrongField(`settings.${kept}`, explain(problem)) : problem;
  }
}

function controlRoom(type, row) {
  const { reach, onlyControlRoom } = TYPES[type];
  if (reach === 'browser') return { element: null, value: () => null };
  const is = el('input', { type: 'checkbox', checked: row ? row.controlRoom !== null : Boolean(onlyControlRoom) });
  const whom = el('input', { value: row?.controlRoom ?? '', maxlength: '200', autocomplete: 'off', placeholder: t(`channels.reach.${reach}`), aria: { label: t(`channels.reach.${reach}`) } });
  const hide = () => { whom.hidden = !is.checked || reach === 'nothing'; };
  is.addEventListener('change', hide);
  hide();
  return {
    element: el('div.field.control-room', { data: { field: 'controlRoom' } }, el('label.tick', is, t('channels.controlRoom')),
      el('small', t(onlyControlRoom ? 'channels.controlRoomMqtt' : 'channels.controlRoomHint')), whom),
    value: () => (is.checked ? whom.value.trim() : null),
  };
}
