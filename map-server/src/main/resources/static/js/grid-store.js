/** The grids of three levels as the map needs them, and the states of the devices inside each. Pure. */
import { boundsOf, contains, labelPlace, polygonsOf } from './geometry.js';
import { worstOf } from './states.js';

export function gridsOf(collection) {
  const list = collection.features.filter(({ geometry }) => geometry).map(({ geometry, properties }) => {
    const polygons = polygonsOf(geometry);
    return { ...properties, polygons, bounds: boundsOf(polygons), label: labelPlace(polygons), counts: [0, 0, 0, 0], children: [] };
  });
  const byCode = new Map(list.map((grid) => [grid.code, grid]));
  for (const grid of list) byCode.get(grid.parent)?.children.push(grid);
  return {
    list,
    byCode,
    byId: new Map(list.map((grid) => [grid.id, grid])),
    levels: [1, 2, 3].map((level) => list.filter((grid) => grid.level === level)),
    tops: list.filter((grid) => !byCode.has(grid.parent)),
  };
}

/** Counts the devices' states up from the leaves. */
export function countInto(grids, store) {
  for (const grid of grids.list) grid.counts.fill(0);
  for (let i = 0; i < store.n; i++) {
    for (let grid = grids.byId.get(store.leaves[i]); grid; grid = grids.byCode.get(grid.parent)) grid.counts[store.states[i]]++;
  }
  for (const grid of grids.list) grid.worst = worstOf(grid.counts);
}

const LEAST_PIXELS = 88; // narrower than this, a name does not fit into its grid

/** The level to draw at a scale: the finest whose typical grid is still wide enough for its name. */
export function levelAt(grids, scale) {
  for (let level = 3; level > 1; level--) {
    const widths = grids.levels[level - 1].map(({ bounds }) => (bounds.right - bounds.left) * scale).sort((a, b) => a - b);
    if (widths.length && widths[widths.length >> 1] >= LEAST_PIXELS) return level;
  }
  return grids.levels[0].length ? 1 : 2;
}

export function gridAt(grids, level, x, y) {
  return grids.levels[level - 1].find(({ bounds, polygons }) =>
    x >= bounds.left && x <= bounds.right && y >= bounds.top && y <= bounds.bottom && contains(polygons, x, y));
}

/** Whether `grid` is `ancestor` or lies in it. */
export function within(grids, grid, ancestor) {
  for (let at = grid; at; at = grids.byCode.get(at.parent)) if (at === ancestor) return true;
  return false;
}
