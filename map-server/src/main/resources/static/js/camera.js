/** What a camera shows and saw: its newest picture, its events, each picture large on demand. */
import { get, query, url } from './api.js';
import { ago, timeZone, toMs } from './clock.js';
import { explain, openDialog } from './dialog.js';
import { debounce, el, icon, replace } from './dom.js';
import { dateTime } from './format.js';
import { t } from './i18n.js';
import { empty, failed } from './parts.js';
import { eventName } from './quantities.js';

const PAGE = 20;

export function cameraSection(device) {
  const base = `/devices/${encodeURIComponent(device.name)}`;
  const latest = el('div.snapshot');
  const list = el('div.events');
  const element = el('section.camera', el('h3', t('camera.latest')), latest, el('h3', t('camera.events')), list);

  function showLatest() {
    const picture = el('img', { src: `${url(base)}/snapshots/latest?${query({ at: Date.now() })}`, alt: t('camera.pictureOf', { name: device.label || device.name }) });
    picture.addEventListener('error', () => replace(latest, empty('camera', t('camera.noPicture'), t('camera.noPictureHint'))));
    picture.addEventListener('load', () => replace(latest, el('button.picture', { type: 'button', aria: { label: t('camera.enlarge') }, onclick: () => lightbox(picture.src, device, null) }, picture)), { once: true });
  }

  async function showEvents(before) {
    try {
      const events = await get(`${base}/events?${query({ before, limit: PAGE })}`);
      if (!before) {
        replace(list);
        if (events.length === PAGE || events.some(({ hasSnapshot }) => hasSnapshot)) showLatest();
        else replace(latest, empty('camera', t('camera.noPicture'), t('camera.noPictureHint')));
      }
      list.querySelector('.more')?.remove();
      list.append(...events.map(line));
      if (!before && !events.length) replace(list, empty('check', t('camera.noEvents'), t('camera.noEventsHint')));
      if (events.length === PAGE) list.append(el('button.more', { type: 'button', onclick: () => showEvents(events.at(-1).startedAt) }, t('more')));
    } catch (error) {
      replace(list, failed(explain(error), () => showEvents()));
    }
  }

  function line(event) {
    const src = `${url(base)}/snapshots/${encodeURIComponent(event.event)}`;
    const thumb = event.hasSnapshot
      ? el('button.thumb', { type: 'button', aria: { label: t('camera.enlarge') }, onclick: () => lightbox(src, device, event) }, el('img', { src, alt: '', loading: 'lazy' }))
      : el('span.thumb.none', { title: t('camera.noPicture') }, icon('camera'));
    return el('div.event', thumb, el('div', el('strong', eventName(event.type)),
      event.score !== null && event.score !== undefined && el('span.muted', ` ${t('camera.score', { n: Math.round(event.score * 100) })}`),
      el('div.muted', ago(event.startedAt), ' · ', event.endedAt ? t('camera.lasted', { n: lasted(event) }) : t('camera.ongoing'))));
  }

  showEvents();
  const again = debounce(() => showEvents(), 600);
  return { element, event: again, leave: again.cancel };
}

const lasted = ({ startedAt, endedAt }) => Math.max(1, Math.round((toMs(endedAt) - toMs(startedAt)) / 1000));

function lightbox(src, device, event) {
  const title = event ? eventName(event.type) : t('camera.latest');
  openDialog(title, () => [
    el('img.large', { src, alt: t('camera.pictureOf', { name: device.label || device.name }) }),
    el('p.muted', device.label || device.name, event && ` · ${dateTime(toMs(event.startedAt), timeZone())}`),
  ], { wide: true });
}
