/** Open alerts of buildings, grids and places: no device stands there to wear their mark. */
import { GLYPHS } from '../icons.js';
import { worldX, worldY } from '../mercator.js';
import { signPath } from '../sprites.js';
import { calmMotion, colour, inkOn, stateColour } from '../theme.js';
import { markOf } from './severity.js';

const RADIUS = 15;
const PULSE_MS = 1400;
const glyphs = Object.fromEntries(['home', 'grids', 'pin'].map((name) => [name, new Path2D(GLYPHS[name].d)]));
const GLYPH = { building: 'home', grid: 'grids' };

/** @param rows gives the alerts to draw, the worst last */
export function placeMarks(rows, redraw) {
  const pulses = new Map();
  let drawn = [];

  function draw(context, view) {
    drawn = rows().map((row) => ({ row, x: worldX(row.lon) * view.scale - view.left, y: worldY(row.lat) * view.scale - view.top }));
    for (const { row, x, y } of drawn) {
      pulse(context, row, x, y);
      mark(context, row, x, y);
    }
    if (pulses.size) redraw();
  }

  function mark(context, row, x, y) {
    const code = markOf(row.severity);
    const sign = signPath(code, x, y, RADIUS);
    context.lineJoin = 'round';
    context.lineWidth = 5;
    context.strokeStyle = colour('surface');
    context.stroke(sign);
    context.fillStyle = stateColour(code);
    context.fill(sign);
    context.save();
    context.translate(x - 7.5, y - 7.5 + (row.severity === 'orange' ? 2.5 : 0));
    context.scale(15 / 24, 15 / 24);
    context.lineWidth = 2.6;
    context.strokeStyle = inkOn(code);
    context.stroke(glyphs[GLYPH[row.subject?.split(':')[0]] ?? 'pin']);
    context.restore();
  }

  function pulse(context, row, x, y) {
    const share = (performance.now() - (pulses.get(row.id) ?? -Infinity)) / PULSE_MS;
    if (share >= 1) return;
    context.beginPath();
    context.arc(x, y, RADIUS + 34 * share, 0, 2 * Math.PI);
    context.globalAlpha = 0.5 * (1 - share);
    context.fillStyle = stateColour(markOf(row.severity));
    context.fill();
    context.globalAlpha = 1;
  }

  return {
    draw,
    /** One soft ring for each that is new. */
    pulse(ids) {
      if (calmMotion() || !ids.length) return;
      for (const id of ids) pulses.set(id, performance.now());
      setTimeout(() => {
        for (const [id, at] of pulses) if (performance.now() - at >= PULSE_MS) pulses.delete(id);
        redraw();
      }, PULSE_MS + 20);
      redraw();
    },
    /** The topmost; where several stand on each other, the one below what is open: each click goes one deeper. */
    hit(x, y, slack, open) {
      const here = drawn.filter((each) => Math.hypot(each.x - x, each.y - y) <= RADIUS + slack).map(({ row }) => row).reverse();
      return here[(here.findIndex(({ id }) => String(id) === open) + 1) % here.length] ?? null;
    },
    boxes: ({ x, y }) => drawn.map((each) => ({ left: each.x - RADIUS + x, right: each.x + RADIUS + x, top: each.y - RADIUS + y, bottom: each.y + RADIUS + y })),
  };
}
