/** Which lines of the board are ticked; a range with Shift. Pure. */
export function createTicks() {
  const ticked = new Set();
  let last = null;

  return {
    get size() { return ticked.size; },
    has: (id) => ticked.has(id),
    ids: () => [...ticked],
    clear: () => ticked.clear(),
    /** Ticks or unticks one; with `range` all of `order` between it and the one before do as it does. */
    toggle(id, order = [], range = false) {
      const on = !ticked.has(id);
      const [from, to] = [order.indexOf(last), order.indexOf(id)].sort((a, b) => a - b);
      for (const each of range && from >= 0 ? order.slice(from, to + 1) : [id]) {
        if (on) ticked.add(each);
        else ticked.delete(each);
      }
      last = id;
    },
    /** All of these, or none of them when all are ticked already. */
    toggleAll(ids) {
      const all = ids.every((id) => ticked.has(id));
      for (const id of ids) {
        if (all) ticked.delete(id);
        else ticked.add(id);
      }
    },
    /** What is not on the board any more cannot be acted upon. */
    keepOnly(ids) {
      const here = new Set(ids);
      for (const id of ticked) if (!here.has(id)) ticked.delete(id);
    },
  };
}
