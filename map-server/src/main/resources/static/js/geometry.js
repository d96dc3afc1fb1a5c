/** Polygons as flat rings on the zoom 0 plane: bounds, a place for the label, what lies inside. Pure. */
import { worldX, worldY } from './mercator.js';

/** `[[ring, hole, …], …]` with each ring a Float64Array x,y,x,y; for Polygon and MultiPolygon. */
export function polygonsOf(geometry) {
  if (!geometry) return [];
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
  return polygons.map((rings) => rings.map((ring) => Float64Array.from(ring.flatMap(([lon, lat]) => [worldX(lon), worldY(lat)]))));
}

export function boundsOf(polygons) {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [outer] of polygons) {
    for (let i = 0; i < outer.length; i += 2) {
      bounds.left = Math.min(bounds.left, outer[i]);
      bounds.right = Math.max(bounds.right, outer[i]);
      bounds.top = Math.min(bounds.top, outer[i + 1]);
      bounds.bottom = Math.max(bounds.bottom, outer[i + 1]);
    }
  }
  return bounds;
}

export function ringArea(ring) {
  let twice = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) twice += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
  return twice / 2;
}

export function contains(polygons, x, y) {
  return polygons.some((rings) => rings.reduce((inside, ring) => inside !== crossesOdd(ring, x, y), false));
}

function crossesOdd(ring, x, y) {
  let odd = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const above = ring[i + 1] > y;
    if (above !== ring[j + 1] > y && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) odd = !odd;
  }
  return odd;
}

/** A place inside the largest part, near its middle: the middle of its widest stretch at one of a few heights. */
export function labelPlace(polygons) {
  const largest = polygons.reduce((a, b) => (Math.abs(ringArea(b[0])) > Math.abs(ringArea(a[0])) ? b : a));
  const { top, bottom } = boundsOf([largest]);
  let best = { x: largest[0][0], y: largest[0][1], worth: -1 };
  for (const share of [0.5, 0.42, 0.58, 0.33, 0.67]) {
    const y = top + (bottom - top) * share;
    const crossings = largest.flatMap((ring) => crossingsAt(ring, y)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const worth = (crossings[i + 1] - crossings[i]) * (1 - Math.abs(share - 0.5));
      if (worth > best.worth) best = { x: (crossings[i] + crossings[i + 1]) / 2, y, worth };
    }
  }
  return { x: best.x, y: best.y };
}

function crossingsAt(ring, y) {
  const found = [];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (ring[i + 1] > y !== ring[j + 1] > y) found.push(((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]);
  }
  return found;
}
