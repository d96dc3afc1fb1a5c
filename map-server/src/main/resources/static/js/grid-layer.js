/** Grids on the map: boundaries of the level that fits the zoom, with name, leader and count. */
import { t } from './i18n.js';
import { levelAt } from './grid-store.js';
import { ALARM, WARNING } from './states.js';
import { FONT, colour, stateColour } from './theme.js';
import { signPath } from './sprites.js';

function outline(context, { polygons }, view) {
  context.beginPath();
  for (const rings of polygons) {
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const x = ring[i] * view.scale - view.left;
        const y = ring[i + 1] * view.scale - view.top;
        if (i) context.lineTo(x, y);
        else context.moveTo(x, y);
      }
      context.closePath();
    }
  }
}

const inView = ({ bounds }, view) =>
  bounds.right * view.scale > view.left && bounds.left * view.scale < view.left + view.width &&
  bounds.bottom * view.scale > view.top && bounds.top * view.scale < view.top + view.height;

/** @param look `{selected, hovered}`, codes of grids */
export function drawGrids(context, view, grids, look) {
  const level = levelAt(grids, view.scale);
  context.lineJoin = 'round';
  const strokeAll = (list, width, line) => {
    context.lineWidth = width;
    context.strokeStyle = colour(line);
    for (const grid of list) {
      if (!inView(grid, view)) continue;
      outline(context, grid, view);
      context.stroke();
    }
  };
  for (let l = level; l >= 1; l--) strokeAll(grids.levels[l - 1], l === level ? 1 : l === level - 1 ? 1.8 : 2.6, l === level ? 'grid-line' : 'grid-line-major');
  mark(context, view, grids.byCode.get(look.hovered), 2, null);
  mark(context, view, grids.byCode.get(look.selected), 3, colour('grid-select'));
}

function mark(context, view, grid, width, fill) {
  if (!grid) return;
  outline(context, grid, view);
  if (fill) {
    context.fillStyle = fill;
    context.fill('evenodd');
  }
  context.lineWidth = width;
  context.strokeStyle = colour('accent');
  context.stroke();
}

/** Labels of the drawn level, worst first; each where it overlaps nothing in the index `taken`, or not at all. */
export function drawGridLabels(context, view, grids, taken) {
  const level = levelAt(grids, view.scale);
  const list = grids.levels[level - 1].filter((grid) => inView(grid, view));
  list.sort((a, b) => b.counts[ALARM] - a.counts[ALARM] || b.counts[WARNING] - a.counts[WARNING] || b.devices - a.devices);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const grid of list) placeLabel(context, view, grid, taken, true) || placeLabel(context, view, grid, taken, false);
}

/** Name and what stands below it, or where there is no room for both the name alone. */
function placeLabel(context, view, grid, taken, whole) {
  const room = (grid.bounds.right - grid.bounds.left) * view.scale;
  const second = whole && [grid.leader, t('grid.deviceCount', { n: grid.counts.reduce((a, b) => a + b, 0) })].filter(Boolean).join(' · ');
  context.font = `600 13px ${FONT}`;
  const width = Math.max(context.measureText(grid.name).width, whole ? context.measureText(second).width * 0.92 : 0) + 6;
  const half = whole ? 17 : 9;
  if (width > room * 1.1) return false;
  const x = grid.label.x * view.scale - view.left;
  const middle = grid.label.y * view.scale - view.top;
  const reach = ((grid.bounds.bottom - grid.bounds.top) * view.scale) / 2 - 20;
  const slack = Math.max((room - width) / 2, 0);
  for (const down of [0, -24, 24, -40, 40, -58, 58, -80, 80]) {
    if (Math.abs(down) > reach) continue;
    for (const right of [0, -0.45, 0.45, -0.9, 0.9]) {
      const at = { x: x + right * slack, y: middle + down };
      const box = { left: at.x - width / 2, right: at.x + width / 2, top: at.y - half, bottom: at.y + half };
      if (!taken.isFree(box)) continue;
      taken.add(box);
      write(context, grid, second, at.x, at.y + (whole ? 0 : 8));
      return true;
    }
  }
  return false;
}

function write(context, grid, second, x, y) {
  const halo = (text, at, fill) => {
    context.strokeStyle = colour('map-halo');
    context.lineWidth = 3.5;
    context.strokeText(text, x, at);
    context.fillStyle = fill;
    context.fillText(text, x, at);
  };
  context.font = `600 13px ${FONT}`;
  halo(grid.name, y - 8, colour('grid-text'));
  const nameWidth = context.measureText(grid.name).width;
  if (second) {
    context.font = `12px ${FONT}`;
    halo(second, y + 9, colour('secondary'));
  }
  if (grid.worst === ALARM || grid.worst === WARNING) {
    context.fillStyle = stateColour(grid.worst);
    context.fill(signPath(grid.worst, x - nameWidth / 2 - 11, y - 8, 6));
  }
}
