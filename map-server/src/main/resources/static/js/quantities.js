/** What is measured, in the reader's language; values that are a yes or no in words. */
import { number, withUnit } from './format.js';
import { t, tOr } from './i18n.js';

const YES_NO = new Set(['leak', 'arc', 'phase_loss', 'fault', 'preheat', 'online', 'valve_state', 'video_loss', 'occlusion', 'disk_full']);

export const quantityName = (quantity) => tOr(`quantity.${quantity}`, quantity);

export function valueText({ quantity, unit, decimals }, value) {
  if (YES_NO.has(quantity) && (value === 0 || value === 1)) return t(quantity === 'valve_state' || quantity === 'online' ? `${quantity}.${value}` : `yesNo.${value}`);
  return withUnit(value, decimals, unit);
}

export const eventName = (type) => tOr(`event.${type}`, type);

/** Why a device is in its state: a quantity, an event, silence. */
export function reasonText(reason) {
  if (!reason) return '';
  const [head, ...rest] = reason.split(/[\s:]+/);
  const name = tOr(`quantity.${head}`, tOr(`event.${head}`, tOr(`reason.${head}`, null)));
  return name === null ? reason : [name, ...rest].join(' ');
}

const GRADES = ['good', 'suspect', 'bad'];
const REASONS = ['', 'preheat', 'fault', 'maintenance', 'other'];

/** The code of the live stream for a value that came with its quality in words. */
export function qualityCode({ quality, qualityReason }) {
  if (typeof quality === 'number') return quality;
  return Math.max(GRADES.indexOf(quality), 0) + 10 * Math.max(REASONS.indexOf(qualityReason ?? ''), 0);
}

/** Grade in the ones, reason in the tens; empty for a good value. */
export function qualityText(code) {
  if (!code) return '';
  const grade = t(`quality.${GRADES[code % 10]}`);
  const why = REASONS[Math.floor(code / 10)];
  return why ? t('quality.because', { grade, why: t(`quality.${why}`) }) : grade;
}

/** The band in words: "warning from 10, alarm from 25 %LEL"; or only what belongs to one state. */
export function bandText({ band, decimals, unit }, only) {
  if (!band) return '';
  const part = (state, low, high) => {
    const n = (value) => number(value, decimals);
    if (Number.isFinite(low) && Number.isFinite(high)) return t(`band.${state}.both`, { low: n(low), high: n(high) });
    if (Number.isFinite(high)) return t(`band.${state}.high`, { high: n(high) });
    return Number.isFinite(low) ? t(`band.${state}.low`, { low: n(low) }) : '';
  };
  const parts = { warning: part('warning', band.warnLow, band.warnHigh), alarm: part('alarm', band.alarmLow, band.alarmHigh) };
  const text = only ? parts[only] ?? '' : [parts.warning, parts.alarm].filter(Boolean).join(t('comma'));
  return text && unit ? `${text} ${unit}` : text;
}
