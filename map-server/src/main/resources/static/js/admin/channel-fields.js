/** The fields of one type of channel, each with what it means and its limits. Secrets are never shown. */
import { post } from '../api.js';
import { el } from '../dom.js';
import { t, tOr } from '../i18n.js';
import { isStored, settingsOf, SLOTS, TYPES } from './channel-types.js';
import { chips, fromList } from './chips.js';
import { place } from './field-errors.js';
import { attempt, button, select } from './table.js';

/** @param stored its settings as the server shows them; null: a new channel. `value()` gives them as they are to be. */
export function channelFields(type, stored) {
  const inputs = new Map(TYPES[type].fields.map((each) => [each.name, control(each, stored)]));
  const drawn = (each) => place(`settings.${each.name}`, word(type, each.name), inputs.get(each.name).element, hint(type, each));
  const [often, seldom] = [false, true].map((is) => TYPES[type].fields.filter((each) => Boolean(each.seldom) === is));
  return {
    element: el('div.channel-settings', { data: { field: 'settings' } },
      type === 'web-push' && keyMaker(inputs, Boolean(stored)),
      el('div.fields', often.map(drawn)),
      seldom.length > 0 && el('details.seldom', el('summary', t('channelForm.seldom')), el('div.fields', seldom.map(drawn)))),
    value: () => settingsOf(type, Object.fromEntries([...inputs].map(([name, { value }]) => [name, value()])), stored),
  };
}

/** A field is called alike wherever it means the same. */
const word = (type, name) => tOr(`channelField.${type}.${name}`, t(`channelField.${name}`));

function hint(type, { name, min, max, usual, kind }) {
  const means = tOr(`channelHint.${type}.${name}`, tOr(`channelHint.${name}`, ''));
  if (kind !== 'number' || usual === undefined) return means;
  return [means, means && ' ', t('channelForm.limits', { min, max, usual })];
}

function control(each, stored) {
  const plain = { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' };
  const now = stored?.[each.name];
  switch (each.kind) {
    case 'secret': return field(el('input', { ...plain, type: 'password', autocomplete: 'new-password', maxlength: '1000', placeholder: isStored(stored, each.name) ? t('channelForm.stored') : '' }));
    case 'number': return field(el('input', { type: 'number', min: each.min, max: each.max, step: '1', value: now ?? '', placeholder: each.usual ?? '' }));
    case 'choice': return field(select('', each.choices.map((choice) => [choice, t(`channelChoice.${choice}`)]), now ?? each.choices[0]));
    case 'slots': return slotsField(now ?? []);
    case 'lines': return linesField(now ?? []);
    default: return field(el('input', { ...plain, maxlength: '1000', value: now ?? '', placeholder: each.example ?? each.usual ?? (each.optional ? t('channelForm.optional') : '') }));
  }
}

const field = (input) => ({ element: input, value: () => input.value.trim(), input });

function slotsField(values) {
  const named = SLOTS.map((value) => ({ value, label: `${t(`channelSlot.${value}`)} ${value}` }));
  const { element, value } = chips({ label: t('channelField.slots'), values, suggest: fromList(named), name: (one) => one });
  return { element, value };
}

function linesField(values) {
  const area = el('textarea', { rows: '4', spellcheck: 'false', value: values.join('\n') });
  return { element: area, value: () => area.value.split('\n').map((line) => line.trim()).filter(Boolean) };
}

/** Nobody has such keys lying about, so the server makes a pair. */
function keyMaker(inputs, isThere) {
  const make = () => attempt(async () => {
    const pair = await post('/channels/vapid-keys');
    for (const name of ['publicKey', 'privateKey']) inputs.get(name).input.value = pair[name];
  });
  return el('div.key-maker', el('p.muted', t(isThere ? 'channelForm.keysAgain' : 'channelForm.keysHint')), button(t('channelForm.keysMake'), make));
}
