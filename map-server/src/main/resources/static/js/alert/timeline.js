/** Everything that happened to an alert, the newest first: when, what, by whom, with the reading behind it. */
import { timeZone, toMs } from '../clock.js';
import { el } from '../dom.js';
import { date, dateTime, time } from '../format.js';
import { t } from '../i18n.js';
import { severitySign } from './parts.js';
import { amount, limitText, whatHappened, wordsOf } from './words.js';

export function timeline(alert) {
  const zone = timeZone();
  const events = alert.timeline ?? [];
  return el('section', el('h3', t('alert.timeline', { n: events.length })), el('ol.timeline', events.toReversed().map((event) => line(alert, event, zone))));
}

function line(alert, event, zone) {
  const at = toMs(event.at);
  const measured = amount({ quantity: event.quantity ?? alert.quantity, unit: alert.unit }, event.value);
  const own = event.takenAt && Math.abs(toMs(event.takenAt) - at) > 2000 && t('alert.readingOf', { time: time(toMs(event.takenAt), zone) });
  return el('li', el('time', { datetime: new Date(at).toISOString(), title: dateTime(at, zone) }, date(at, zone).slice(5), ' ', time(at, zone)),
    el('div', event.severity && ['raised', 'stepped', 'reopened', 'recurred'].includes(event.what) && severitySign(event.severity), ' ',
      el('strong', whatHappened(event.what)), event.who && el('span.muted', ` ${event.who}`),
      wordsOf(event) && el('div.said', wordsOf(event)),
      measured && !event.who && el('div.muted', measured, event.limit !== null && event.limit !== undefined && ` ${t('alert.againstLimit', { limit: limitText(event.quantity ?? alert.quantity, event.limit, alert.rule) })}`, own && ` · ${own}`)));
}
