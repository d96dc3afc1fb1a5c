/** The short questions behind the actions: who, what words, until when, why. */
import { now, timeZone } from '../clock.js';
import { openDialog } from '../dialog.js';
import { el } from '../dom.js';
import { dateMinute } from '../format.js';
import { t } from '../i18n.js';
import { session } from '../session.js';
import { instantOf, wallClock } from '../zoned.js';

const HOUR = 3600e3;
const LONGEST = 30 * 24 * HOUR; // the server shelves no longer

/** A dialog with a form; resolves to what `read()` gives once it is sent, to undefined when it is closed. */
function ask(title, action, fields, read) {
  return openDialog(title, (close) => el('form', {
    onsubmit: (event) => {
      event.preventDefault();
      close(read());
    },
  }, fields, el('div.buttons', el('button.primary', { type: 'submit' }, action), el('button', { type: 'button', onclick: () => close() }, t('cancel')))));
}

const field = (label, input, hint) => el('label.field', el('span', label), input, hint && el('small', hint));

export function askWords(title, label) {
  const words = el('textarea', { rows: 4, required: true, maxlength: 1000 });
  return ask(title, title, field(label, words), () => words.value.trim());
}

/** Known are those who were assigned something, the reader, and whoever acknowledged lately. */
export function askPerson(store, before) {
  const me = session.me.displayName || session.me.name;
  const known = new Set([me, ...store.all().flatMap((row) => [row.assignedTo, row.acknowledgedBy])].filter(Boolean));
  const who = el('input', { required: true, maxlength: 80, list: 'alert-people', autocomplete: 'off', value: before ?? '' });
  const toMe = el('button', { type: 'button', onclick: () => { who.value = me; who.focus(); } }, t('alert.assignMe'));
  return ask(t('alert.act.assign'), t('alert.act.assign'), [
    field(t('alert.assignLabel'), who), el('datalist', { id: 'alert-people' }, [...known].map((name) => el('option', { value: name }))), toMe,
  ], () => who.value.trim());
}

export function askReason(n) {
  const reason = el('input', { required: true, maxlength: 300, list: 'alert-false-reasons', autocomplete: 'off' });
  const usual = ['cooking', 'works', 'sensor', 'test'].map((key) => el('option', { value: t(`alert.falseReason.${key}`) }));
  return ask(t('alert.act.false'), t('alert.act.false'), [el('p', t('alert.falseHint', { n })), field(t('alert.reasonLabel'), reason), el('datalist', { id: 'alert-false-reasons' }, usual)], () => reason.value.trim());
}

/** An hour, eight, or until a time of the installation's clock; and why. */
export function askShelf(n) {
  const zone = timeZone();
  let until = now() + HOUR;
  const exact = el('input', { type: 'datetime-local', value: wallClock(now() + 24 * HOUR, zone), min: wallClock(now(), zone), max: wallClock(now() + LONGEST, zone), hidden: true, aria: { label: t('alert.shelfUntil') }, oninput: () => choose('until') });
  const says = el('small.muted');
  const choices = { '1h': () => now() + HOUR, '8h': () => now() + 8 * HOUR, until: () => instantOf(exact.value, zone) };
  const buttons = Object.keys(choices).map((name) => el('button', { type: 'button', data: { name }, aria: { pressed: 'false' }, onclick: () => choose(name) }, t(`alert.shelf.${name}`)));
  const reason = el('input', { required: true, maxlength: 300, autofocus: true });

  function choose(name) {
    until = choices[name]();
    exact.hidden = name !== 'until';
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.name === name));
    exact.setCustomValidity(until > now() ? '' : t('alert.shelfPast'));
    says.textContent = until > now() ? t('alert.shelfSays', { until: dateMinute(until, zone) }) : t('alert.shelfPast');
  }
  choose('1h');
  return ask(t('alert.act.shelve'), t('alert.act.shelve'), [
    el('p', t('alert.shelfHint', { n })), el('div.segments', { role: 'group', aria: { label: t('alert.shelfUntil') } }, buttons), exact, says,
    field(t('alert.reasonLabel'), reason),
  ], () => ({ until: new Date(until).toISOString(), reason: reason.value.trim() }));
}
