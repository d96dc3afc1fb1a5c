/** The live stream: one EventSource, our own reconnect with back-off, and the truth about whether it lives. */
import { get, put, query, url } from './api.js';
import { SILENCE_MS, judge, positionAfter, retryDelay } from './catchup.js';
import { learnServerTime, now } from './clock.js';

/**
 * @param on `picture(message, full)`, `values(message)`, `event(message)`, `alert(message)`, `changed(what)`, `state(connection)`, `ended()`;
 *     the connection is `{live, since, pictureAt}`: since when it is lost, and of when the picture shown is
 */
export function openLive(on) {
  const link = { source: null, viewer: null, position: null, watched: [], attempt: 0, heardAt: 0, live: false, since: null, pictureAt: null, timer: 0 };

  function connect() {
    clearTimeout(link.timer);
    link.source?.close();
    link.heardAt = performance.now();
    const source = new EventSource(`${url('/live')}?${query({ watch: link.watched.join(',') })}`);
    link.source = source;
    const listen = (type, take) =>
      source.addEventListener(type, (message) => {
        if (source !== link.source) return;
        link.heardAt = performance.now();
        take(message.data ? JSON.parse(message.data) : {});
      });
    listen('hello', ({ viewer }) => (link.viewer = viewer));
    listen('picture', picture);
    listen('values', on.values);
    listen('event', on.event);
    listen('alert', on.alert);
    listen('changed', ({ what }) => on.changed(what));
    listen('beat', ({ at }) => beat(at));
    listen('bye', () => {
      close();
      on.ended();
    });
    source.onerror = () => source === link.source && lost();
  }

  function picture(message) {
    const verdict = judge(link.position, message);
    if (verdict === 'ignore') return;
    if (verdict === 'resync') return connect();
    link.position = positionAfter(message);
    alive(message.at);
    on.picture(message, verdict === 'replace');
  }

  function beat(at) {
    if (link.position) alive(at);
  }

  function alive(at) {
    learnServerTime(at);
    link.pictureAt = at;
    link.attempt = 0;
    if (link.live) return;
    link.live = true;
    link.since = null;
    tell();
  }

  function lost() {
    link.source?.close();
    link.source = null;
    link.viewer = null;
    if (link.live || link.since === null) {
      link.live = false;
      link.since = now() - (performance.now() - link.heardAt); // when it was last heard, not when we noticed
    }
    tell();
    link.timer = setTimeout(retry, retryDelay(link.attempt++));
  }

  /** An EventSource never says why it failed: an ended session must not look like a broken line. */
  async function retry() {
    try {
      await get('/me');
      connect();
    } catch (error) {
      if (error.status !== 401) lost();
    }
  }

  const tell = () => on.state({ live: link.live, since: link.since, pictureAt: link.pictureAt });

  const watchdog = setInterval(() => {
    if (link.source && performance.now() - link.heardAt > SILENCE_MS) lost();
  }, 2000);

  function close() {
    clearInterval(watchdog);
    clearTimeout(link.timer);
    link.source?.close();
    link.source = null;
  }

  connect();
  addEventListener('pagehide', () => link.source?.close());
  addEventListener('pageshow', (event) => event.persisted && connect());
  addEventListener('offline', () => link.source && lost());
  addEventListener('online', () => link.source === null && connect());

  return {
    close,
    pictureAt: () => link.pictureAt,
    /** Whose values come with the stream; kept over reconnects. */
    watch(names) {
      link.watched = names;
      if (link.viewer) put(`/live/${link.viewer}/watch`, { devices: names }).catch(() => {});
    },
  };
}
