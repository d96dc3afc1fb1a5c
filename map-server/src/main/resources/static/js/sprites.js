/** The signs of kinds and marks as canvas paths, and each marker drawn once and stamped many times. */
import { GLYPHS } from './icons.js';
import { ALARM, MARKS, NORMAL, SILENT, WARNING, YELLOW, isLoudMark } from './marks.js';
import { KINDS } from './states.js';
import { colour, inkOn, stateColour, whenThemeChanges } from './theme.js';

/** Alarm or red: octagon. Warning or orange: triangle. Yellow: diamond. Blue, normal, silent: circle. Around x, y with radius r. */
export function signPath(state, x, y, r) {
  const path = new Path2D();
  if (state === ALARM) corners(path, x, y, r * 1.06, 8, Math.PI / 8);
  else if (state === WARNING) corners(path, x, y + r * 0.12, r * 1.22, 3, -Math.PI / 2);
  else if (state === YELLOW) corners(path, x, y, r * 1.2, 4, 0);
  else path.arc(x, y, r, 0, 2 * Math.PI);
  return path;
}

function corners(path, x, y, r, n, turn) {
  for (let i = 0; i < n; i++) {
    const angle = turn + (i * 2 * Math.PI) / n;
    path.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  path.closePath();
}

export const MARKER = 40; // the side of a stamp, in CSS pixels
const RADIUS = [10, 13, 13, 10, 13, 12]; // by mark

export const markerRadius = (state) => RADIUS[state];

const glyphs = KINDS.map((kind) => new Path2D(GLYPHS[kind].d));
let stamps = new Map();
whenThemeChanges(() => (stamps = new Map()));

/** The marker of a kind in a state, with a dashed ring when it belongs to no grid. */
export function stamp(kind, state, unassigned, ratio) {
  const key = ((kind * MARKS.length + state) * 2 + unassigned) * 4 + ratio;
  if (!stamps.has(key)) stamps.set(key, draw(kind, state, unassigned, ratio));
  return stamps.get(key);
}

function draw(kind, state, unassigned, ratio) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = MARKER * ratio;
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  context.translate(MARKER / 2, MARKER / 2);
  context.lineJoin = 'round';
  const shape = signPath(state, 0, 0, RADIUS[state]);
  const loud = isLoudMark(state);
  body(context, shape, state, loud);
  if (unassigned) dashedRing(context, RADIUS[state] + 5);
  glyph(context, kind, state, loud);
  return canvas;
}

function body(context, shape, state, loud) {
  if (loud) {
    context.lineWidth = 4; // a rim of the ground, so that neighbours stay apart
    context.strokeStyle = colour('surface');
    context.stroke(shape);
    context.fillStyle = stateColour(state);
    context.fill(shape);
    return;
  }
  if (state === NORMAL) {
    context.fillStyle = colour('marker-fill');
    context.fill(shape);
  }
  context.lineWidth = state === SILENT ? 1.6 : 2.2;
  context.strokeStyle = stateColour(state);
  context.stroke(shape);
}

function dashedRing(context, radius) {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.setLineDash([4, 3]);
  context.lineWidth = 1.8;
  context.strokeStyle = colour('marker-text');
  context.stroke();
  context.setLineDash([]);
}

function glyph(context, kind, state, loud) {
  const size = loud ? 13 : 12;
  context.save();
  context.translate(-size / 2, -size / 2 + (state === WARNING ? 2.2 : 0));
  context.scale(size / 24, size / 24);
  const ink = loud ? inkOn(state) : state === SILENT ? stateColour(SILENT) : colour('marker-text');
  context.fillStyle = context.strokeStyle = ink;
  context.lineWidth = 3;
  if (GLYPHS[KINDS[kind]].filled) context.fill(glyphs[kind]);
  else context.stroke(glyphs[kind]);
  context.restore();
}
