/** A group of devices: count in the middle, around it rings of the states inside, the worst outermost and signed. */
import { ALARM, BLUE, MARKS_WORST_FIRST, NORMAL, SILENT, WARNING, YELLOW, isLoudMark, worstMark } from './marks.js';
import { signPath } from './sprites.js';
import { arcs } from './states.js';
import { FONT, colour, inkOn, stateColour } from './theme.js';

const TOP = -Math.PI / 2;

/** From the inside out: which marks share a ring, and how wide it is. */
const RINGS = [[[YELLOW, BLUE], 3], [[WARNING], 4], [[ALARM], 5]];

const ringsOf = (counts) => RINGS.filter(([marks]) => marks.some((mark) => counts[mark]));

function core(size) {
  return size < 10 ? 13 : size < 100 ? 16 : size < 1000 ? 19 : 23;
}

export function clusterRadius(size, counts) {
  return ringsOf(counts).reduce((radius, [, width]) => radius + width, core(size) + 4);
}

export function drawCluster(context, x, y, size, counts) {
  const inner = core(size);
  context.beginPath();
  context.arc(x, y, clusterRadius(size, counts), 0, 2 * Math.PI);
  context.fillStyle = colour('marker-fill');
  context.fill();
  context.lineCap = 'butt';
  const all = arcs(counts, 0.12, MARKS_WORST_FIRST);
  let radius = inner + 1.5;
  ring(context, x, y, radius, 2.5, all.filter(({ state }) => state === NORMAL || state === SILENT));
  for (const [marks, width] of ringsOf(counts)) {
    radius += width / 2 + 2;
    ring(context, x, y, radius, width, all.filter((arc) => marks.includes(arc.state)));
    radius += width / 2 - 1;
  }
  context.fillStyle = colour('marker-text');
  context.font = `600 ${size < 1000 ? 13 : 12}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(String(size), x, y + 0.5);
  badge(context, x, y, radius, counts);
}

function ring(context, x, y, radius, width, parts) {
  context.lineWidth = width;
  for (const { state, from, to } of parts) {
    context.beginPath();
    context.arc(x, y, radius, TOP + from * 2 * Math.PI, TOP + to * 2 * Math.PI);
    context.strokeStyle = stateColour(state);
    context.setLineDash(state === SILENT ? [2, 2] : []);
    context.stroke();
  }
  context.setLineDash([]);
}

/** The sign of the worst mark with how many: what the ring says without its colour. */
function badge(context, x, y, radius, counts) {
  const state = worstMark(counts);
  if (!isLoudMark(state)) return;
  const bx = x - radius * 0.78;
  const by = y - radius * 0.78;
  const sign = signPath(state, bx, by, 8.5);
  context.lineWidth = 3;
  context.strokeStyle = colour('surface');
  context.stroke(sign);
  context.fillStyle = stateColour(state);
  context.fill(sign);
  context.fillStyle = inkOn(state);
  context.font = `700 10px ${FONT}`;
  context.fillText(counts[state] > 99 ? '99' : String(counts[state]), bx, by + (state === WARNING ? 2 : 0.5));
}
