/** A test message through one channel, and what its provider said to it. */
import { post } from '../api.js';
import { openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { said, t } from '../i18n.js';
import { TYPES } from './channel-types.js';
import { fieldForm } from './field-form.js';
import { place } from './field-errors.js';

const SIGNS = { taken: ['normal', 'check'], refused: ['alarm', 'alarm'], later: ['warning', 'warning'], unknown: ['warning', 'warning'] };

export function testDialog({ id, name, settings, controlRoom }) {
  const { reach } = TYPES[settings.type];
  return openDialog(t('channelTest.of', { name }), () => {
    const to = reach !== 'nothing' && el('input', { value: controlRoom ?? '', maxlength: '200', autocomplete: 'off', placeholder: t(`means.${reach === 'mail' ? 'email' : 'sms'}.example`) });
    const outcome = el('div.test-outcome', { role: 'status' });
    const send = async () => {
      replace(outcome, el('p.muted', t('channelTest.sending')));
      try {
        replace(outcome, words(await post(`/channels/${id}/test`, { to: to ? to.value.trim() : '' })));
      } catch (problem) {
        replace(outcome);
        throw problem;
      }
    };
    return [el('p', t('channelTest.what')), fieldForm([to && place('to', t(`channels.reach.${reach}`), to)], send, t('channelTest.send')), outcome];
  });
}

function words({ receipt, why }) {
  const [state, glyph] = SIGNS[receipt];
  return el('div', { data: { receipt } }, el(`p.state.${state}`, icon(glyph), el('strong', t(`channelTest.${receipt}`))),
    why && el('p.answer', el('span.muted', t('channelTest.answer')), ' ', el('span', said(why))), el('p.muted', t(`channelTest.${receipt}.next`)));
}
