/** The server's clock as the browser knows it, and ages that keep themselves current. */
import { el } from './dom.js';
import { age, dateTime } from './format.js';
import { t } from './i18n.js';

let offset = 0;
let zone = 'Asia/Shanghai';

export function learnServerTime(serverMs) {
  offset = serverMs - Date.now();
}

export function useZone(timeZone) {
  if (timeZone) zone = timeZone;
}

export const timeZone = () => zone;
export const now = () => Date.now() + offset;
export const toMs = (at) => (typeof at === 'number' ? at : Date.parse(at));

export function ageText(at) {
  const { key, n } = age(now() - toMs(at));
  return t(key, { n });
}

/** "5 min ago" with the exact time on hover; kept current by {@link keepAgesCurrent}. */
export function ago(at) {
  if (!at) return el('span.muted', '–');
  const ms = toMs(at);
  return el('time.age', { data: { at: ms }, datetime: new Date(ms).toISOString(), title: dateTime(ms, zone) }, ageText(ms));
}

export function setAgo(element, at) {
  const ms = toMs(at);
  element.dataset.at = ms;
  element.title = dateTime(ms, zone);
  element.textContent = ageText(ms);
}

export function keepAgesCurrent() {
  setInterval(() => {
    if (document.hidden) return;
    for (const element of document.querySelectorAll('time.age')) {
      const text = ageText(Number(element.dataset.at));
      if (element.textContent !== text) element.textContent = text;
    }
  }, 1000);
}
