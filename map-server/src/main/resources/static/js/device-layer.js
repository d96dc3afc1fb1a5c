/** All devices on one canvas: stamps for single ones, rings for groups, a pulse for what has just got worse. */
import { circleIndex } from './boxes.js';
import { drawCluster, clusterRadius } from './cluster-ring.js';
import { UNASSIGNED } from './store.js';
import { MARKS_WORST_FIRST, countMarks, markAt, worstMark } from './marks.js';
import { MARKER, markerRadius, stamp } from './sprites.js';
import { FONT, calmMotion, colour, stateColour } from './theme.js';

const PULSE_MS = 1400;
const LABELS_FROM = 18.5; // the zoom where there is room for names of devices
const DRAW_ORDER = [...MARKS_WORST_FIRST].reverse(); // the worst on top

/** @param data `store()`, `items(zoom)`, `selected()` and `focused()` as indexes or -1 */
export function devicePainter(data, redraw) {
  const pulses = new Map(); // device index -> when it began
  let drawn = emptyFrame();

  function draw(context, view) {
    const items = data.items(view.zoom);
    drawn = emptyFrame();
    if (!items) return;
    const store = data.store();
    const frame = collect(items, store, view);
    for (const state of DRAW_ORDER) for (let k = 0; k < frame.n; k++) if (frame.worst[k] === state) paint(context, frame, k, store);
    marks(context, frame, store, view);
    drawn = frame;
    if (pulses.size) redraw();
  }

  function paint(context, frame, k, store) {
    const x = frame.x[k];
    const y = frame.y[k];
    pulse(context, frame, k, x, y);
    if (frame.size[k] === 1) {
      const i = frame.first[k];
      const ratio = Math.min(Math.ceil(devicePixelRatio || 1), 2);
      context.drawImage(stamp(store.kinds[i], markAt(store, i), store.flags[i] & UNASSIGNED, ratio), Math.round(x) - MARKER / 2, Math.round(y) - MARKER / 2, MARKER, MARKER);
    } else drawCluster(context, x, y, frame.size[k], frame.counts[k]);
  }

  /** One soft ring that grows and fades, once. */
  function pulse(context, frame, k, x, y) {
    if (!pulses.size) return;
    const began = frame.members(k).reduce((latest, i) => Math.max(latest, pulses.get(i) ?? 0), 0);
    const share = (performance.now() - began) / PULSE_MS;
    if (!began || share >= 1) return;
    context.beginPath();
    context.arc(x, y, frame.radius[k] + 34 * share, 0, 2 * Math.PI);
    context.globalAlpha = 0.5 * (1 - share);
    context.fillStyle = stateColour(frame.worst[k]);
    context.fill();
    context.globalAlpha = 1;
  }

  function marks(context, frame, store, view) {
    for (const [i, width] of [[data.focused(), 2], [data.selected(), 3]]) {
      if (i < 0) continue;
      const k = frame.itemOf(i);
      const x = k >= 0 ? frame.x[k] : store.x[i] * view.scale - view.left;
      const y = k >= 0 ? frame.y[k] : store.y[i] * view.scale - view.top;
      context.beginPath();
      context.arc(x, y, (k >= 0 ? frame.radius[k] : 12) + 6, 0, 2 * Math.PI);
      context.lineWidth = width;
      context.strokeStyle = colour('accent');
      context.stroke();
    }
  }

  /** Names of single devices, the worst first, below or above their marker where nothing else stands. */
  function labels(context, view, taken, shift) {
    if (view.zoom < LABELS_FROM) return;
    const store = data.store();
    context.font = `12px ${FONT}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 3;
    context.strokeStyle = colour('map-halo');
    context.fillStyle = colour('grid-text');
    for (const state of MARKS_WORST_FIRST) for (let k = 0; k < drawn.n; k++) if (drawn.size[k] === 1 && drawn.worst[k] === state) label(context, store, k, taken, shift);
  }

  function label(context, store, k, taken, shift) {
    const text = store.labels[drawn.first[k]] || store.names[drawn.first[k]];
    const half = context.measureText(text).width / 2 + 2;
    const x = drawn.x[k] + shift.x;
    for (const down of [drawn.radius[k] + 11, -drawn.radius[k] - 11]) {
      const y = drawn.y[k] + shift.y + down;
      const box = { left: x - half, right: x + half, top: y - 8, bottom: y + 8 };
      if (!taken.isFree(box)) continue;
      taken.add(box);
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
      return;
    }
  }

  return {
    draw, labels,
    /** Begins the pulse of devices that have just got worse. */
    pulse(indexes) {
      if (calmMotion()) return;
      const began = performance.now();
      for (const i of indexes) pulses.set(i, began);
      setTimeout(() => {
        for (const [i, at] of pulses) if (performance.now() - at >= PULSE_MS) pulses.delete(i);
        redraw();
      }, PULSE_MS + 20);
      redraw();
    },
    forgetPulses: () => pulses.clear(),
    /** What is under a point: the members of a group, or one device; null when there is nothing. */
    hit(x, y, slack) {
      const k = drawn.find(x, y, slack);
      return k < 0 ? null : { members: drawn.members(k) };
    },
    /** Single devices and groups now on screen, as boxes that labels keep clear of; moved by `{x, y}`. */
    boxes({ x, y }) {
      return Array.from({ length: drawn.n }, (_, k) => ({
        left: drawn.x[k] - drawn.radius[k] + x, right: drawn.x[k] + drawn.radius[k] + x, top: drawn.y[k] - drawn.radius[k] + y, bottom: drawn.y[k] + drawn.radius[k] + y,
      }));
    },
  };
}

const emptyFrame = () => ({ n: 0, x: [], y: [], radius: [], find: () => -1, members: () => [], itemOf: () => -1 });

/** What of `items` is on screen, with its states counted now. */
function collect(items, store, view) {
  const frame = { n: 0, item: [], x: [], y: [], radius: [], size: [], first: [], worst: [], counts: [] };
  const { x, y, starts, members } = items;
  for (let k = 0; k < x.length; k++) {
    const sx = x[k] * view.scale - view.left;
    const sy = y[k] * view.scale - view.top;
    if (sx < -40 || sy < -40 || sx > view.width + 40 || sy > view.height + 40) continue;
    const size = starts[k + 1] - starts[k];
    const first = members[starts[k]];
    const counts = size === 1 ? null : countMarks(store, members.subarray(starts[k], starts[k + 1]));
    const worst = counts ? worstMark(counts) : markAt(store, first);
    frame.item.push(k);
    frame.x.push(sx);
    frame.y.push(sy);
    frame.size.push(size);
    frame.first.push(first);
    frame.counts.push(counts);
    frame.worst.push(worst);
    frame.radius.push(counts ? clusterRadius(size, counts) : markerRadius(worst));
    frame.n++;
  }
  frame.members = (k) => members.subarray(starts[frame.item[k]], starts[frame.item[k] + 1]);
  frame.itemOf = (device) => frame.item.findIndex((_, k) => frame.members(k).includes(device));
  let find;
  frame.find = (px, py, slack) => (find ??= circleIndex(frame.x, frame.y, frame.radius, frame.n))(px, py, slack);
  return frame;
}

