/** One tile of our own background: quiet, so that what is drawn on it speaks. */
import { colour } from './theme.js';

// Width in metres on the ground, and the zoom from which a street is worth drawing.
const STREETS = {
  motorway: [16, 10], trunk: [16, 10], primary: [15, 10], secondary: [12, 11], tertiary: [9, 12],
  residential: [7, 14], unclassified: [7, 14], living_street: [6, 14], service: [4, 15], pedestrian: [5, 15],
  footway: [2, 16], path: [1.5, 16], steps: [1.5, 17], cycleway: [2, 16], track: [2.5, 15],
};
const MAJOR = new Set(['motorway', 'trunk', 'primary', 'secondary']);
const THIN = new Set(['footway', 'path', 'steps', 'cycleway', 'track']);
const OTHER = [5, 15];
const PIXELS_PER_METRE_Z18 = 1.95; // at middle latitudes; only widths depend on it

export const isMajor = (kind) => MAJOR.has(base(kind));

const base = (kind) => (kind ?? '').replace(/_link$/, '');

function trace(context, ring, factor) {
  context.moveTo(ring[0] * factor, ring[1] * factor);
  for (let i = 2; i < ring.length; i += 2) context.lineTo(ring[i] * factor, ring[i + 1] * factor);
}

function areas(context, features, factor, fill, line) {
  if (!features?.length) return;
  context.beginPath();
  for (const { p } of features) for (const ring of p) trace(context, ring, factor);
  context.fillStyle = fill;
  context.fill('evenodd');
  if (!line) return;
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.stroke();
}

function lines(context, features, factor) {
  context.beginPath();
  for (const { p } of features) for (const line of p) trace(context, line, factor);
  context.stroke();
}

/** Water comes as areas and, where it is narrow, as lines that do not close. */
const closed = ({ p }) => p.every((ring) => ring.length >= 8 && ring[0] === ring.at(-2) && ring[1] === ring.at(-1));

/** @param scene `{zoom, size, ratio}`: size of the canvas in its own pixels */
export function drawTile(context, tile, { zoom, size, ratio }) {
  context.clearRect(0, 0, size, size);
  if (!tile?.layers) return;
  const { building, street = [], water = [], green, rail = [] } = tile.layers;
  const factor = size / (tile.extent || 4096);
  context.lineJoin = context.lineCap = 'round';
  areas(context, green, factor, colour('green-fill'));
  areas(context, water.filter(closed), factor, colour('water-fill'));
  context.strokeStyle = colour('water-fill');
  context.lineWidth = Math.max(1.5, 2 ** (zoom - 15)) * ratio;
  lines(context, water.filter((w) => !closed(w)), factor);
  if (zoom >= 14) areas(context, building, factor, colour('building'), zoom >= 16 ? colour('building-line') : null);
  rails(context, rail, factor, zoom, ratio);
  streets(context, street, factor, zoom, ratio);
}

function rails(context, features, factor, zoom, ratio) {
  if (!features.length || zoom < 12) return;
  context.strokeStyle = colour('rail-line');
  context.lineWidth = 2 * ratio;
  lines(context, features, factor);
  context.setLineDash([5 * ratio, 5 * ratio]);
  context.strokeStyle = colour('land');
  context.lineWidth = ratio;
  lines(context, features, factor);
  context.setLineDash([]);
}

function streets(context, features, factor, zoom, ratio) {
  const byKind = Map.groupBy(features, ({ c }) => base(c));
  const drawn = [...byKind].map(([kind, list]) => ({ kind, list, rule: STREETS[kind] ?? OTHER }))
    .filter(({ rule }) => zoom >= rule[1])
    .sort((a, b) => a.rule[0] - b.rule[0]);
  const width = (rule) => Math.max(1, rule[0] * PIXELS_PER_METRE_Z18 * 2 ** (zoom - 18)) * ratio;
  if (zoom >= 14) {
    context.strokeStyle = colour('street-casing');
    for (const { kind, list, rule } of drawn) {
      if (THIN.has(kind)) continue;
      context.lineWidth = width(rule) + 2 * ratio;
      lines(context, list, factor);
    }
  }
  for (const { kind, list, rule } of drawn) {
    context.strokeStyle = colour(MAJOR.has(kind) ? 'street-major' : 'street');
    context.lineWidth = width(rule);
    context.setLineDash(THIN.has(kind) ? [3 * ratio, 3 * ratio] : []);
    lines(context, list, factor);
  }
  context.setLineDash([]);
}
