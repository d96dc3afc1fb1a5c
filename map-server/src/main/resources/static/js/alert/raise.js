/** An alert raised by hand, as after a phone call: where, what kind, how bad, in the caller's words. */
import { post } from '../api.js';
import { explain, notify, openDialog } from '../dialog.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { KINDS } from '../states.js';
import { severitySign } from './parts.js';
import { placeField } from './raise-place.js';
import { SEVERITIES } from './severity.js';

/** @param from where, as {@link placeField} takes it; and what was written before the place was picked: `{words, kind, severity}` */
export function raiseByHand(app, { severity: bad = 'orange', words: said = '', kind: sort, ...where } = {}) {
  const store = app.devices();
  const at = where.device ? store.byName.get(where.device) : undefined;
  const usual = sort ?? (at === undefined ? 'gas' : KINDS[store.kinds[at]]);
  return openDialog(t('raise.title'), (close) => {
    const place = placeField(app, where, pick);
    const words = el('textarea', { rows: 3, required: true, autofocus: place.value() !== null, maxlength: 300, value: said, placeholder: t('raise.wordsExample') });
    const kind = el('select', {}, [...KINDS, 'other'].map((each) => el('option', { value: each, selected: each === usual }, t(`kind.${each}`))));
    const severity = el('div.severity-choice', { role: 'radiogroup', aria: { label: t('raise.severity') } }, SEVERITIES.map((each) => el('label', el('input', { type: 'radio', name: 'severity', value: each, checked: each === bad }), severitySign(each), t(`severity.${each}`))));
    const error = el('p.form-error', { role: 'alert', hidden: true });
    const now = () => ({ words: words.value.trim(), kind: kind.value, severity: severity.querySelector(':checked').value });

    async function send(event) {
      event.preventDefault();
      error.hidden = true;
      const spot = place.value();
      if (!spot) return complain(t('raise.placeMissing'));
      try {
        const row = await post('/alerts', { ...now(), ...spot });
        app.alerts.take(row);
        close();
        notify(t('raise.done'));
        app.select('alert', String(row.id), { focus: true });
      } catch (problem) {
        complain(explain(problem));
      }
    }

    function complain(text) {
      error.textContent = text;
      error.hidden = false;
    }

    function pick() {
      close();
      app.pickPlace((spot) => raiseByHand(app, { ...now(), ...spot }));
    }

    return el('form.raise', { onsubmit: send }, error,
      place.element,
      el('label.field', el('span', t('raise.words')), words),
      el('label.field', el('span', t('raise.kind')), kind),
      el('div.field', el('span', t('raise.severity')), severity),
      el('div.buttons', el('button.primary', { type: 'submit' }, t('raise.send')), el('button', { type: 'button', onclick: () => close() }, t('cancel'))));
  });
}
