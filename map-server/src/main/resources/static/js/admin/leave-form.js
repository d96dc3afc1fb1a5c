/** When a person is away: what is entered already, and one more. */
import { del, post } from '../api.js';
import { now, timeZone, toMs } from '../clock.js';
import { notify, openDialog } from '../dialog.js';
import { el } from '../dom.js';
import { dateMinute } from '../format.js';
import { t } from '../i18n.js';
import { fieldForm } from './field-form.js';
import { place } from './field-errors.js';
import { instantInput } from './moment-picker.js';
import { attempt, button } from './table.js';

export function leaveDialog(person, done) {
  return openDialog(t('leave.of', { name: person.name }), (close) => {
    const finish = () => { close(); notify(t('saved')); done(); };
    const from = instantInput(now());
    const to = instantInput(null);
    const reason = el('input', { maxlength: '200' });
    const save = async () => {
      await post(`/people/${person.id}/leaves`, { from: from.value(), to: to.value(), reason: reason.value.trim() });
      finish();
    };
    return [
      person.leaves.length > 0 && el('ul.leaves', person.leaves.map((leave) => line(person, leave, finish))),
      el('p.hint', t('leave.hint')),
      fieldForm([el('div.fields', place('from', t('leave.from'), from.input), place('to', t('leave.to'), to.input)), place('reason', t('leave.reason'), reason)], save, t('leave.enter')),
    ];
  });
}

function line(person, leave, finish) {
  const at = (instant) => dateMinute(toMs(instant), timeZone());
  const end = () => attempt(async () => { await del(`/people/${person.id}/leaves/${leave.id}`); finish(); });
  return el('li', el('span', `${at(leave.from)} – ${at(leave.to)}`, leave.reason && el('small.muted.block', leave.reason)),
    button(t(toMs(leave.from) <= now() ? 'leave.end' : 'leave.cancel'), end));
}
