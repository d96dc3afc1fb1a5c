/** The one selection, in the URL: `#device/GS-0042`, `#grid/…`, `#list/alarm`, `#alert/123`, `#board`. So every view can be linked and reloaded. */

export function parseHash(hash) {
  const match = /^#(?:(device|grid|list|alert|incident)\/(.+)|(board|incidents|report))$/.exec(hash);
  if (!match) return null;
  try {
    return match[3] ? { type: match[3], ref: '' } : { type: match[1], ref: decodeURIComponent(match[2]) };
  } catch {
    return null;
  }
}

export const hashOf = ({ type, ref }) => (ref ? `#${type}/${encodeURIComponent(ref)}` : `#${type}`);

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
    /** Selects; `how.fly` moves the map there, `how.focus` takes the keyboard along, `how.instead` leaves no step back. */
    select(type, ref, how = {}) {
      const next = { type, ref };
      if (hashOf(next) !== location.hash) history[how.instead ? 'replaceState' : 'pushState'](null, '', hashOf(next));
      change(next, { ...how, again: true });
    },
    clear() {
      if (location.hash) history.pushState(null, '', location.pathname + location.search);
      change(null, {});
    },
    start: () => change(parseHash(location.hash), { fly: true }),
  };
}
