/** Names of streets, water and parks over the background, across tile borders, each only once in a while. */
import { isMajor } from './basemap-draw.js';
import { boxIndex } from './boxes.js';
import { debounce } from './dom.js';
import { FONT, colour } from './theme.js';

const APART = 320; // pixels between two writings of the same name
const AREAS_APART = 900; // a hill or a river needs its name but once on a screen

/** @param overlay makes the canvas layer; `map()` the map, once there is one; `others(layer)` where other things stand */
export function streetNames(background, overlay, map, others) {
  let names = [];
  const layer = overlay('streetNames', draw);
  const collect = debounce(async () => {
    names = (await background.visible()).flatMap(({ coords, tile }) => (tile?.layers ? namesOf(coords, tile) : []));
    layer.redraw();
  }, 120);
  background.on('load tilename', collect);
  background.on('add', () => map().on('zoomend', collect));

  function draw(context, view) {
    if (view.zoom < 14) return;
    const taken = boxIndex();
    const written = new Map();
    const foreign = others(layer);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    for (const name of names) {
      if (name.rank > 0 && view.zoom < 16.5) continue;
      if (name.rank > 1 && view.zoom < 18) continue;
      write(context, view, name, { taken, foreign, written });
    }
  }
  return layer;
}

function write(context, view, name, { taken, foreign, written }) {
  const x = name.x * view.scale - view.left;
  const y = name.y * view.scale - view.top;
  if (x < -50 || y < -50 || x > view.width + 50 || y > view.height + 50) return;
  context.font = `${name.rank === 0 ? 12.5 : 11.5}px ${FONT}`;
  const width = context.measureText(name.text).width;
  if (name.length * view.scale < width * (name.area ? 0.8 : 1.1)) return;
  const before = written.get(name.text) ?? [];
  if (before.some(([bx, by]) => Math.hypot(bx - x, by - y) < (name.area && name.rank === 0 ? AREAS_APART : APART))) return;
  const reach = Math.abs(Math.cos(name.angle)) * width / 2 + 8;
  const rise = Math.abs(Math.sin(name.angle)) * width / 2 + 8;
  const box = { left: x - reach, right: x + reach, top: y - rise, bottom: y + rise };
  if (!taken.isFree(box) || foreign?.isFree(box) === false) return;
  taken.add(box);
  written.set(name.text, [...before, [x, y]]);
  context.save();
  context.translate(x, y);
  context.rotate(name.angle);
  context.lineWidth = 3;
  context.strokeStyle = colour('map-halo');
  context.strokeText(name.text, 0, 0);
  context.fillStyle = colour('map-text');
  context.fillText(name.text, 0, 0);
  context.restore();
}

/** Each name at the longest straight piece of its line, or in the middle of its area. */
function namesOf({ x: column, y: row, z }, { extent = 4096, layers }) {
  const unit = 256 / 2 ** z;
  const place = (x, y) => ({ x: (column + x / extent) * unit, y: (row + y / extent) * unit });
  const found = [];
  for (const { n, c, p } of layers.street ?? []) {
    if (!n) continue;
    const piece = longest(p);
    if (piece) found.push({ text: n, rank: isMajor(c) ? 0 : 1, angle: piece.angle, length: (piece.length / extent) * unit, area: false, ...place(piece.x, piece.y) });
  }
  for (const layer of ['green', 'water']) {
    for (const { n, p } of layers[layer] ?? []) if (n && p[0]) found.push({ text: n, rank: 0, angle: 0, area: true, ...middle(p[0], extent, unit, place) });
  }
  for (const { n, p } of layers.building ?? []) if (n && p[0]) found.push({ text: n, rank: 2, angle: 0, area: true, ...middle(p[0], extent, unit, place) });
  return found.sort((a, b) => a.rank - b.rank || b.length - a.length);
}

function longest(parts) {
  let best = null;
  for (const line of parts) {
    for (let i = 2; i < line.length; i += 2) {
      const dx = line[i] - line[i - 2];
      const dy = line[i + 1] - line[i - 1];
      const length = Math.hypot(dx, dy);
      if (best && length <= best.length) continue;
      const angle = Math.atan2(dy, dx);
      best = { length, x: line[i - 2] + dx / 2, y: line[i - 1] + dy / 2, angle: Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle };
    }
  }
  return best;
}

function middle(ring, extent, unit, place) {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    left = Math.min(left, ring[i]);
    right = Math.max(right, ring[i]);
    top = Math.min(top, ring[i + 1]);
    bottom = Math.max(bottom, ring[i + 1]);
  }
  return { length: ((right - left) / extent) * unit, ...place((left + right) / 2, (top + bottom) / 2) };
}
