/** Boxes on the screen in a grid of cells: what is hit, and what is still free for a label. Pure. */

const CELL = 48;

export function boxIndex() {
  const cells = new Map();

  function eachCell(left, top, right, bottom, visit) {
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
      for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++) {
        if (visit(row * 4096 + column)) return true;
      }
    }
    return false;
  }

  const self = {
    add(box) {
      eachCell(box.left, box.top, box.right, box.bottom, (key) => {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      });
    },
    isFree(box) {
      return !eachCell(box.left, box.top, box.right, box.bottom, (key) =>
        cells.get(key)?.some((b) => b.left < box.right && b.right > box.left && b.top < box.bottom && b.bottom > box.top));
    },
    /** The same boxes as seen from a canvas that lies elsewhere. */
    shiftedBy: ({ x, y }) => ({ isFree: (box) => self.isFree({ left: box.left - x, right: box.right - x, top: box.top - y, bottom: box.bottom - y }) }),
  };
  return self;
}

/** Round things on the screen by number: the nearest whose edge is within `slack` of a point. */
export function circleIndex(x, y, radius, n) {
  const cells = new Map();
  for (let i = 0; i < n; i++) {
    const key = Math.floor(y[i] / CELL) * 4096 + Math.floor(x[i] / CELL);
    const list = cells.get(key);
    if (list) list.push(i);
    else cells.set(key, [i]);
  }
  return (px, py, slack = 0) => {
    let best = -1;
    let bestDistance = Infinity;
    for (let row = -1; row <= 1; row++) {
      for (let column = -1; column <= 1; column++) {
        for (const i of cells.get((Math.floor(py / CELL) + row) * 4096 + Math.floor(px / CELL) + column) ?? []) {
          const distance = Math.hypot(x[i] - px, y[i] - py) - radius[i];
          if (distance <= slack && distance <= bestDistance) {
            best = i;
            bestDistance = distance;
          }
        }
      }
    }
    return best;
  };
}
