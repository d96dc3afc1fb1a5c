/** Announcing work: where, whose alerts, from when to when, and why. */
import { get, post, query } from '../api.js';
import { now, timeZone } from '../clock.js';
import { explain, notify, openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { KINDS } from '../states.js';
import { instantOf, wallClock } from '../zoned.js';
import { chips } from './chips.js';
import { clearErrors, place, showError } from './field-errors.js';
import { select } from './table.js';

const TYPE = { device: 'device', building: 'address', grid: 'grid' };

/** Suggestions of one sort out of the search that the map uses as well. */
const found = (sort) => async (text) => {
  if (!text) return [];
  const results = await get(`/search?${query({ q: text, limit: 40 })}`);
  return results.filter(({ type, ref }) => type === TYPE[sort()] && ref).map(({ title, ref }) => ({ value: ref, label: title }));
};

export function workForm(done) {
  return openDialog(t('work.new'), (close) => {
    const sort = select('', ['device', 'building', 'grid'].map((each) => [each, t(`work.sort.${each}`)]), 'device');
    const names = new Map();
    const pick = el('div.field', { role: 'group', aria: { label: t('work.place') }, data: { field: 'ref' } });
    let chosen;
    const offer = () => {
      const suggest = found(() => sort.value);
      const picker = chips({ label: t('work.place'), values: [], placeholder: t(`work.find.${sort.value}`), name: (value) => names.get(value) ?? value, onchange: only,
        suggest: async (text) => { const all = await suggest(text); all.forEach(({ value, label }) => names.set(value, label)); return all; } });
      chosen = picker;
      replace(pick, el('span', t('work.place')), picker.element);
      function only() { pick.querySelector('input').hidden = picker.value().length > 0; }
    };
    sort.addEventListener('change', offer);
    offer();
    const at = (ms) => el('input', { type: 'datetime-local', value: wallClock(ms, timeZone()), required: true });
    const from = at(now());
    const to = at(now() + 2 * 3600e3);
    const kinds = KINDS.map((kind) => el('input', { type: 'checkbox', value: kind }));
    const reason = el('textarea', { rows: '2', maxlength: '500', required: true });
    const error = el('p.form-error', { role: 'alert', hidden: true });
    const iso = (input) => { const ms = instantOf(input.value, timeZone()); return Number.isNaN(ms) ? null : new Date(ms).toISOString(); };

    async function onsubmit(event) {
      event.preventDefault();
      clearErrors(event.target);
      error.hidden = true;
      try {
        await post('/planned-work', { place: sort.value, ref: chosen.value()[0] ?? '', kinds: kinds.filter((box) => box.checked).map((box) => box.value), from: iso(from), to: iso(to), reason: reason.value });
        close();
        notify(t('saved'));
        done();
      } catch (problem) {
        const shown = problem.status === 400 && problem.body.field && showError(event.target, problem.body.field, explain(problem));
        error.textContent = explain(problem);
        error.hidden = Boolean(shown);
      }
    }

    return el('form', { novalidate: true, onsubmit }, el('p.hint', t('work.hint')), error,
      el('div.fields', place('place', t('work.sort'), sort), pick, place('from', t('work.from'), from), place('to', t('work.to'), to)),
      el('div.field', { role: 'group', aria: { label: t('device.kind') }, data: { field: 'kinds' } }, el('span', t('work.kinds')), el('div.kind-ticks', kinds.map((box) => el('label.tick', box, icon(box.value), t(`kind.${box.value}`))))),
      place('reason', t('work.reason'), reason),
      el('div.buttons', el('button.primary', { type: 'submit' }, t('work.announce'))));
  }, { wide: true });
}
