/** Who was told of an alert: by what, when, how it ended, and who is next. */
import { get } from '../api.js';
import { now, timeZone, toMs } from '../clock.js';
import { el, replace } from '../dom.js';
import { dateTime, time } from '../format.js';
import { said, sentencesLearnt, t } from '../i18n.js';

const LOOK_AGAIN_MS = 2000;

/** `1:05`, never below `0:00`. */
export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const two = (n) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Something may still change by itself. */
export const moves = (telling) => telling.next !== null || telling.notices.some((one) => one.state === 'queued' || one.state === 'sending');

/** A section that keeps itself current; `leave()` when nobody looks any more. */
export function tellingSection(id) {
  const element = el('section.telling', { hidden: true });
  const next = el('p.next-step', { role: 'timer', aria: { live: 'off' } });
  const gone = new AbortController();
  let telling = null;
  let looking = 0;

  async function load() {
    clearTimeout(looking);
    try {
      await sentencesLearnt();
      telling = await get(`/alerts/${id}/notices`, { signal: gone.signal, priority: 'low' });
      draw();
    } catch {
      // the alert's own page says when the server cannot be reached; what is shown here stays
    }
    if (!gone.signal.aborted && (!telling || moves(telling))) looking = setTimeout(load, LOOK_AGAIN_MS);
  }

  function draw() {
    element.hidden = telling.notices.length === 0 && !telling.next;
    replace(element, el('h3', t('telling.title', { n: telling.notices.length })), next, el('ol.told', telling.notices.toReversed().map(line)));
    tick();
  }

  function tick() {
    next.hidden = !telling?.next;
    if (telling?.next) next.textContent = t('telling.next', { who: t(`telling.target.${telling.next.who}`), time: countdown(toMs(telling.next.at) - now()) });
  }

  const ticking = setInterval(tick, 1000);
  load();
  return {
    element,
    load,
    leave() {
      gone.abort();
      clearTimeout(looking);
      clearInterval(ticking);
    },
  };
}

/** Seen says more than delivered, and that more than sent. */
const stateOf = ({ seenAt, deliveredAt, state }) => (seenAt ? 'seen' : deliveredAt ? 'delivered' : state);

const whenOf = ({ seenAt, deliveredAt }, zone) => (seenAt || deliveredAt) && time(toMs(seenAt ?? deliveredAt), zone);

function line(notice) {
  const zone = timeZone();
  const at = toMs(notice.endedAt ?? notice.queuedAt);
  const by = [notice.means !== 'none' && t(`means.${notice.means}`), notice.channel].filter(Boolean).join(' · ');
  const details = [t(`telling.occasion.${notice.occasion}`), by, notice.together && t('telling.together'), notice.tries > 1 && t('telling.tries', { n: notice.tries })].filter(Boolean).join(' · ');
  return el('li', { data: { state: notice.state } }, el('time', { datetime: new Date(at).toISOString(), title: dateTime(at, zone) }, time(at, zone)),
    el('div', el('strong', notice.who || t(`telling.target.${notice.target || 'duty'}`)), ' ', el(`span.notice-state.is-${stateOf(notice)}`, t(`telling.state.${stateOf(notice)}`, { time: whenOf(notice, zone) })),
      el('div.muted', details), notice.why && notice.state !== 'sent' && el('div.said', said(notice.why))));
}
