/** An alert raised by hand, as after a phone call: where, what kind, how bad, in the caller's words. */
import { post } from '../api.js';
import { explain, notify, openDialog } from '../dialog.js';
import { el, icon } from '../dom.js';
import { t } from '../i18n.js';
import { KINDS } from '../states.js';
import { severitySign } from './parts.js';
import { SEVERITIES } from './severity.js';

/** @param from `{lon, lat}`, `{device}` or nothing yet; and what was written before the place was picked: `{words, kind, severity}` */
export function raiseByHand(app, from = {}) {
  const given = { severity: 'orange', words: '', ...from };
  const store = app.devices();
  const at = given.device ? store.byName.get(given.device) : undefined;
  const state = { ...given, kind: given.kind ?? (at === undefined ? 'gas' : KINDS[store.kinds[at]]) };
  return openDialog(t('raise.title'), (close) => {
    const words = el('textarea', { rows: 3, required: true, autofocus: placed(state), maxlength: 300, value: state.words, placeholder: t('raise.wordsExample') });
    const kind = el('select', {}, [...KINDS, 'other'].map((each) => el('option', { value: each, selected: each === state.kind }, t(`kind.${each}`))));
    const severity = el('div.severity-choice', { role: 'radiogroup', aria: { label: t('raise.severity') } }, SEVERITIES.map((each) => el('label', el('input', { type: 'radio', name: 'severity', value: each, checked: each === state.severity }), severitySign(each), t(`severity.${each}`))));
    const error = el('p.form-error', { role: 'alert', hidden: true });
    const now = () => ({ ...state, words: words.value.trim(), kind: kind.value, severity: severity.querySelector(':checked').value });

    async function send(event) {
      event.preventDefault();
      if (!placed(state)) return complain(t('raise.placeMissing'));
      const { lon, lat, device, ...rest } = now();
      try {
        const row = await post('/alerts', device ? { ...rest, device } : { ...rest, lon, lat });
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
      app.pickPlace((place) => raiseByHand(app, { ...now(), device: undefined, ...place }));
    }

    return el('form.raise', { onsubmit: send }, error,
      el('div.field', el('span', t('raise.place')), el('div.raise-place', el('strong', placeText(app, state)), el('button', { type: 'button', onclick: pick }, icon('pin'), t(placed(state) ? 'raise.pickOther' : 'raise.pick')))),
      el('label.field', el('span', t('raise.words')), words),
      el('label.field', el('span', t('raise.kind')), kind),
      el('div.field', el('span', t('raise.severity')), severity),
      el('div.buttons', el('button.primary', { type: 'submit' }, t('raise.send')), el('button', { type: 'button', onclick: () => close() }, t('cancel'))));
  });
}

const placed = ({ device, lon, lat }) => Boolean(device) || (Number.isFinite(lon) && Number.isFinite(lat));

function placeText(app, { device, lon, lat }) {
  const i = device ? app.devices().byName.get(device) : undefined;
  if (i !== undefined) return app.devices().labels[i] || device;
  const grid = Number.isFinite(lon) && app.view.gridUnder({ lat, lng: lon });
  return Number.isFinite(lon) ? [grid?.name, `${lat.toFixed(5)}, ${lon.toFixed(5)}`].filter(Boolean).join(' · ') : t('raise.placeNone');
}
