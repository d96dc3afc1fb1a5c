/** Who takes over whose turns for a while. */
import { del, get, post } from '../api.js';
import { now, timeZone, toMs } from '../clock.js';
import { notify, openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { dateMinute } from '../format.js';
import { t } from '../i18n.js';
import { fieldForm } from './field-form.js';
import { place } from './field-errors.js';
import { instantInput } from './moment-picker.js';
import { amongPeople, pickOne } from './pick-one.js';
import { attempt, button } from './table.js';

export function swapList({ path, rota, people, mayEdit, changed }) {
  const list = el('div');
  draw(rota.swaps);
  return el('div', list, mayEdit && button([icon('plus'), t('swap.new')], add));

  function draw(swaps) {
    replace(list, swaps.length ? el('ul.leaves', swaps.map(line)) : el('p.muted', t('swap.none')));
  }

  async function refresh() {
    draw((await get(`${path}/rota`)).swaps);
    changed();
  }

  function line(swap) {
    const at = (instant) => dateMinute(toMs(instant), timeZone());
    const whose = swap.insteadOf ? people.nameOf(swap.insteadOf) : t('swap.everybody');
    return el('li', el('span', t('swap.line', { who: people.nameOf(swap.person), whose }), el('small.muted.block', `${at(swap.from)} – ${swap.to ? at(swap.to) : t('swap.noEnd')}`)),
      mayEdit && button(t('swap.cancel'), () => attempt(async () => { await del(`${path}/swaps/${swap.id}`); notify(t('saved')); await refresh(); })));
  }

  function add() {
    openDialog(t('swap.new'), (close) => {
      const suggest = amongPeople(people.all);
      const person = pickOne({ label: t('swap.who'), suggest, name: people.nameOf });
      const insteadOf = pickOne({ label: t('swap.whose'), suggest, name: people.nameOf, placeholder: t('swap.everybody') });
      const from = instantInput(now());
      const to = instantInput(null);
      const reason = el('input', { maxlength: '200' });
      return fieldForm([el('div.fields', place('person', t('swap.who'), person.element), place('insteadOf', t('swap.whose'), insteadOf.element),
        place('from', t('leave.from'), from.input), place('to', t('leave.to'), to.input)), place('reason', t('leave.reason'), reason)], async () => {
        await post(`${path}/swaps`, { person: person.value(), insteadOf: insteadOf.value() ?? 0, from: from.value(), to: to.value(), reason: reason.value.trim() });
        close();
        notify(t('saved'));
        await refresh();
      }, t('swap.enter'));
    });
  }
}
