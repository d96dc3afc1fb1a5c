/** All open alerts the reader may see; loaded once, then kept by the live stream, which only says which have changed. */
import { get, query } from '../api.js';
import { now } from '../clock.js';
import { takeMarks } from '../marks.js';
import { takeAll, takeRows, worstByDevice } from './merge.js';
import { bySeverity, countRows, quietWhy } from './rows.js';
import { markOf } from './severity.js';

const PAGE = 500;
const SINGLY = 12; // up to so many changes are fetched each for itself, more by asking for all
const GATHER_MS = 120;
const AGAIN_MS = 1500; // between two askings for all
const FAILED_MS = 5000;

const NOTHING = { fresh: [], back: [], worse: [], changed: [], gone: [] };

/** @param on `changed(told)` with `fresh`, `back`, `worse`, `changed`, `gone`, and `first` for the first picture; `failed(error)` */
export function alertStore(on) {
  const known = new Map();
  const waiting = new Map(); // id -> the revision it must have
  let loaded = false;
  let busy = null; // the question that is being asked
  let wantAll = true;
  let timer = 0;

  /** Read on after the last one each time: what closes meanwhile moves no other from one page to the next. */
  async function everything() {
    const rows = [];
    for (let more = true; more;) {
      const { alerts } = await get(`/alerts?${query({ phase: 'open', quiet: 'all', size: PAGE, sort: 'id', after: rows.at(-1)?.id ?? 0 })}`);
      rows.push(...alerts);
      more = alerts.length === PAGE;
    }
    return takeAll(known, rows);
  }

  async function those(ids) {
    const rows = await Promise.all(ids.map((id) => get(`/alerts/${id}`).catch(() => ({ id, phase: 'closed' })))); // beyond the own area now
    for (const { id } of rows.filter(({ phase }) => phase === 'closed')) known.delete(id);
    const gone = rows.filter(({ phase }) => phase === 'closed').map(({ id }) => id);
    return { ...takeRows(known, rows.filter(({ phase }) => phase !== 'closed')), gone };
  }

  /** One question at a time; what comes meanwhile is asked for afterwards. */
  function work() {
    if (busy || !(wantAll || waiting.size)) return busy;
    busy = ask().then((answered) => {
      busy = null;
      if (!answered) soon(FAILED_MS);
      else if (wantAll || waiting.size) soon(wantAll ? 0 : waiting.size > SINGLY ? AGAIN_MS : GATHER_MS);
    });
    return busy;
  }

  /** @returns whether there was an answer */
  async function ask() {
    const all = wantAll || waiting.size > SINGLY;
    const ids = [...waiting.keys()];
    waiting.clear();
    wantAll = false;
    try {
      const told = all ? await everything() : await those(ids);
      const first = !loaded;
      loaded = true;
      on.changed({ ...told, first });
      return true;
    } catch (error) {
      wantAll = true;
      on.failed(error);
      return false;
    }
  }

  function soon(ms) {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  }

  return {
    get loaded() { return loaded; },
    all: () => [...known.values()],
    get: (id) => known.get(id),
    /** Loads everything anew, as after a lost connection; an answer that is still under way may not know what was just done. */
    async reload() {
      wantAll = true;
      await busy;
      await work();
    },
    /** What the live stream says: `{id, severity, phase, what, rev}`. */
    heard({ id, rev, phase }) {
      if ((known.get(id)?.revision ?? -1) >= rev) return;
      if (phase === 'closed' && known.has(id)) {
        known.delete(id);
        on.changed({ ...NOTHING, gone: [id] });
      } else if (phase !== 'closed') {
        if (!waiting.size) soon(GATHER_MS);
        waiting.set(id, rev);
      }
    },
    /** An answer to something done here: no need to ask again. */
    take(row) {
      if (row.phase === 'closed') known.delete(row.id);
      const told = row.phase === 'closed' ? { ...NOTHING, gone: [row.id] } : { ...takeRows(known, [row]), gone: [] };
      on.changed(told);
    },
    counts: () => countRows(known.values(), now()),
    /** The open alerts of a device that are not quiet, the worst first. */
    ofDevice: (name) => [...known.values()].filter((row) => row.device === name && !quietWhy(row, now())).sort(bySeverity),
    /** Puts the worst severities into the columns of the devices; true when the map looks different now. */
    markDevices(devices) {
      const worst = worstByDevice(known.values(), (row) => quietWhy(row, now()));
      return takeMarks(devices, [...worst].map(([name, severity]) => [name, markOf(severity)]));
    },
    /** Those that belong to no device but to a place: the map marks them itself. */
    ofPlaces: () => [...known.values()].filter((row) => !row.device && Number.isFinite(row.lon) && Number.isFinite(row.lat) && !quietWhy(row, now())).sort(bySeverity).reverse(),
  };
}
