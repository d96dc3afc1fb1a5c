/** Seconds as people write them: a number and its unit. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { select } from './table.js';

const UNITS = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

/** `[number, unit]` in the largest unit that leaves no rest. Pure. */
export function inUnits(seconds) {
  const [unit, size] = UNITS.find(([, each]) => seconds >= each && seconds % each === 0) ?? ['s', 1];
  return [seconds / size, unit];
}

export function durationText(seconds) {
  const [n, unit] = inUnits(seconds);
  return t(`duration.${unit}`, { n });
}

/** `value()` is in seconds; null while nothing is written. */
export function durationInput(seconds, label) {
  const [n, unit] = Number.isFinite(seconds) ? inUnits(seconds) : ['', 's'];
  const number = el('input', { type: 'number', min: '0', step: 'any', value: n, aria: { label } });
  const units = select('', UNITS.map(([each]) => [each, t(`duration.unit.${each}`)]).reverse(), unit);
  units.setAttribute('aria-label', t('duration.unit'));
  const size = () => UNITS.find(([each]) => each === units.value)[1];
  return {
    element: el('div.duration', number, units),
    value: () => (number.value === '' ? null : Number(number.value) * size()),
    clear: () => { number.value = ''; },
  };
}
