/** All devices the viewer may see, as columns of typed arrays; and what the live picture says about them. Pure. */
import { gotWorse } from './states.js';
import { worldX, worldY } from './mercator.js';

export const UNASSIGNED = 1;

export function emptyStore() {
  return columnsOf({ ids: [], names: [], kinds: [], lons: [], lats: [], leaves: [], labels: [] });
}

/** The columns of `/devices/map`; state and last heard are carried over from `before` by device. */
export function columnsOf(answer, before) {
  const n = answer.ids.length;
  const store = {
    n,
    ids: Int32Array.from(answer.ids),
    names: answer.names,
    labels: answer.labels,
    kinds: Uint8Array.from(answer.kinds),
    leaves: Int32Array.from(answer.leaves),
    lons: Float64Array.from(answer.lons, (lon) => lon ?? NaN),
    lats: Float64Array.from(answer.lats, (lat) => lat ?? NaN),
    x: new Float64Array(n),
    y: new Float64Array(n),
    states: new Uint8Array(n),
    alerted: new Uint8Array(n), // the mark of the worst open alert, or 0
    flags: new Uint8Array(n),
    heard: new Float64Array(n),
    byId: new Map(),
    byName: new Map(),
  };
  for (let i = 0; i < n; i++) {
    store.x[i] = worldX(store.lons[i]);
    store.y[i] = worldY(store.lats[i]);
    store.flags[i] = store.leaves[i] ? 0 : UNASSIGNED;
    store.byId.set(store.ids[i], i);
    store.byName.set(store.names[i], i);
    carryOver(store, i, before);
  }
  return store;
}

function carryOver(store, i, before) {
  const was = before?.byId.get(store.ids[i]);
  if (was === undefined) return;
  store.states[i] = before.states[was];
  store.alerted[i] = before.alerted[was];
  store.heard[i] = before.heard[was];
}

/**
 * Takes `[[deviceId, state, heardAtMs], …]` into the columns.
 *
 * @returns `changed`: indexes whose state is another one now; `worse`: those of them that somebody must notice;
 *     `unknown`: the entries of devices that are not among the columns
 */
export function applyPicture(store, devices) {
  const changed = [];
  const worse = [];
  const unknown = [];
  for (const entry of devices) {
    const [id, state, heardAt] = entry;
    const i = store.byId.get(id);
    if (i === undefined) {
      unknown.push(entry);
      continue;
    }
    const was = store.states[i];
    if (heardAt) store.heard[i] = heardAt;
    if (was === state) continue;
    store.states[i] = state;
    changed.push(i);
    if (gotWorse(was, state)) worse.push(i);
  }
  return { changed, worse, unknown };
}

/** What is switched on: bits by kind and by state, and whether unassigned devices are shown. */
export const EVERYTHING = { kinds: 0b1111, states: 0b1111, unassigned: true };

export function isShown(store, filter, i) {
  return (
    ((filter.kinds >> store.kinds[i]) & 1) === 1 &&
    ((filter.states >> store.states[i]) & 1) === 1 &&
    (filter.unassigned || (store.flags[i] & UNASSIGNED) === 0)
  );
}

/** The counts of the top bar: by state code, and the unassigned on top of that. */
export function totals(store) {
  const counts = { states: [0, 0, 0, 0], unassigned: 0 };
  for (let i = 0; i < store.n; i++) {
    counts.states[store.states[i]]++;
    if (store.flags[i] & UNASSIGNED) counts.unassigned++;
  }
  return counts;
}
