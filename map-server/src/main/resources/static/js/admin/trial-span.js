/** Over which time a rule is tried: the last days, or from one moment to another. This browser remembers it. */
import { now, timeZone } from '../clock.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { spanTrouble } from '../trial-figures.js';
import { instantOf, wallClock } from '../zoned.js';
import { clearErrors, place, showError } from './field-errors.js';
import { instantInput } from './moment-picker.js';

const KEY = 'gridwatch.trialSpan';
const DAYS = [1, 7, 30, 90, 365];
const USUALLY = 7;
const DAY_MS = 86400e3;
const CHOSEN = 'chosen';

/** `value()` is `{from, to}` as the API takes it, or null: then the fields say why. */
export function trialSpan() {
  const kept = remembered();
  const days = el('select', { aria: { label: t('trial.span') }, onchange: look },
    DAYS.map((n) => el('option', { value: n, selected: n === kept.days }, n === 1 ? t('trial.day') : t('trial.days', { n }))),
    el('option', { value: CHOSEN, selected: Boolean(kept.from) }, t('trial.chosen')));
  const ends = { from: instantInput(kept.from ?? yesterday()), to: instantInput(kept.to ?? now()) };
  const fields = el('div.trial-ends', ...Object.entries(ends).map(([name, { input }]) => place(`trial.${name}`, t(`trial.${name}`), input)));
  const element = el('div.trial-span', el('label', el('span', t('trial.span')), days), fields);
  look();

  function look() {
    fields.hidden = days.value !== CHOSEN;
    clearErrors(element);
  }

  function value() {
    clearErrors(element);
    if (days.value !== CHOSEN) return keep({ days: Number(days.value) });
    const [from, to] = [ends.from, ends.to].map((end) => Date.parse(end.value() ?? ''));
    const trouble = spanTrouble(from, to, now());
    if (!trouble) return keep({ from, to });
    complain(trouble.field, t(`trial.${trouble.why}`));
    return null;
  }

  /** False when it is about no field of this. */
  function complain(field, text) {
    return showError(element, `trial.${field}`, text);
  }

  return { element, value, complain };
}

function keep(span) {
  localStorage.setItem(KEY, JSON.stringify(span));
  const to = span.to ?? now();
  return { from: new Date(span.from ?? to - span.days * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}

function remembered() {
  try {
    const { days, from, to } = JSON.parse(localStorage.getItem(KEY)) ?? {};
    if (Number.isFinite(from) && Number.isFinite(to)) return { from, to };
    if (DAYS.includes(days)) return { days };
  } catch {
    localStorage.removeItem(KEY);
  }
  return { days: USUALLY };
}

const yesterday = () => instantOf(`${wallClock(now() - DAY_MS, timeZone()).slice(0, 10)}T00:00`, timeZone());
