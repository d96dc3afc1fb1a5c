/** Numbers, ages and times as people read them. Pure: language, zone and now come in. */

/** No more digits than the sensor has; a true minus sign; an en dash where there is no number. */
export function number(value, decimals = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const rounded = value.toFixed(decimals);
  return Number(rounded) === 0 ? rounded.replace('-', '') : rounded.replace('-', '−');
}

export function withUnit(value, decimals, unit) {
  return unit ? `${number(value, decimals)} ${unit}` : number(value, decimals);
}

export function count(value, language) {
  return value === null || value === undefined ? '–' : Math.round(value).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
}

export function bytes(value) {
  if (!Number.isFinite(value)) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(Math.max(Math.floor(Math.log10(Math.max(value, 1)) / 3), 0), 4);
  return `${(value / 1000 ** step).toFixed(step > 2 ? 1 : 0)} ${units[step]}`;
}

/** Square metres, hectares or square kilometres, whichever reads best. */
export function area(m2) {
  if (!Number.isFinite(m2)) return '–';
  if (m2 >= 1e6) return `${(m2 / 1e6).toFixed(2)} km²`;
  return m2 >= 1e4 ? `${(m2 / 1e4).toFixed(1)} ha` : `${m2.toFixed(0)} m²`;
}

/** `{key, n}` of an age in milliseconds: the caller has the words ("age.minutes", 5). */
export function age(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 3) return { key: 'age.now', n: 0 };
  if (seconds < 90) return { key: 'age.seconds', n: seconds };
  if (seconds < 90 * 60) return { key: 'age.minutes', n: Math.round(seconds / 60) };
  if (seconds < 36 * 3600) return { key: 'age.hours', n: Math.round(seconds / 3600) };
  return { key: 'age.days', n: Math.round(seconds / 86400) };
}

const formats = new Map();

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hourCycle: 'h23', ...options }));
  return formats.get(key);
}

const DATE = { year: 'numeric', month: '2-digit', day: '2-digit' };
const MINUTE = { hour: '2-digit', minute: '2-digit' };
const SECOND = { ...MINUTE, second: '2-digit' };

/** 2026-11-22 13:04:05 in the installation's zone. */
export const dateTime = (ms, zone) => formatter(zone, { ...DATE, ...SECOND }).format(ms);
export const dateMinute = (ms, zone) => formatter(zone, { ...DATE, ...MINUTE }).format(ms);
export const time = (ms, zone) => formatter(zone, SECOND).format(ms);
export const minute = (ms, zone) => formatter(zone, MINUTE).format(ms);
export const date = (ms, zone) => formatter(zone, DATE).format(ms);
export const monthDay = (ms, zone) => formatter(zone, { month: '2-digit', day: '2-digit' }).format(ms);

/** Where a value stands to its band; the limit itself is already outside. */
export function against(value, band) {
  if (!band || !Number.isFinite(value)) return 'normal';
  const above = (limit) => Number.isFinite(limit) && value >= limit;
  const below = (limit) => Number.isFinite(limit) && value <= limit;
  if (above(band.alarmHigh) || below(band.alarmLow)) return 'alarm';
  return above(band.warnHigh) || below(band.warnLow) ? 'warning' : 'normal';
}
