/** The one selection, in the URL: `#device/GS-0042`, `#grid/…`, `#list/alarm`. So every view can be linked and reloaded. */

export function parseHash(hash) {
  const match = /^#(device|grid|list)\/(.+)$/.exec(hash);
  if (!match) return null;
  try {
    return { type: match[1], ref: decodeURIComponent(match[2]) };
  } catch {
    return null;
  }
}

export const hashOf = ({ type, ref }) => `#${type}/${encodeURIComponent(ref)}`;

/** @param onSelect called with the selection or null, and how it came about: `{fly, focus}` */
export function createSelection(onSelect) {
  let current = null;

  function change(next, how) {
    const same = next?.type === current?.type && next?.ref === current?.ref;
    current = next;
    if (!same || how.again) onSelect(next, how);
  }

  addEventListener('popstate', () => change(parseHash(location.hash), { fly: true }));

  return {
    get current() {
      return current;
    },
    /** Selects; `how.fly` moves the map there, `how.focus` takes the keyboard along. */
    select(type, ref, how = {}) {
      const next = { type, ref };
      if (hashOf(next) !== location.hash) history.pushState(null, '', hashOf(next));
      change(next, { ...how, again: true });
    },
    clear() {
      if (location.hash) history.pushState(null, '', location.pathname + location.search);
      change(null, {});
    },
    start: () => change(parseHash(location.hash), { fly: true }),
  };
}
