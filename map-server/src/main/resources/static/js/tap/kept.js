/** Presses that have not reached the server yet, in their order; they outlive a reload of the tab. Pure but for its storage. */

const KEY = 'gridwatch.kept';

/** Whether a press is worth sending again: nobody has answered it, or only that it cannot be done just now. */
export const worthKeeping = ({ status }, { action }) => status === 0 || status === 502 || status === 504 || (status === 503 && action !== 'help');

export function keptPresses(token, storage) {
  const all = () => JSON.parse(storage.getItem(KEY) ?? '[]');
  const mine = () => all().filter((one) => one.token === token);

  return {
    list: mine,
    /** The same press twice is one press. @returns false where there is no room, as for one photo too many */
    add(press) {
      const kept = all();
      const text = JSON.stringify({ token, ...press });
      if (kept.some((one) => JSON.stringify(one) === text)) return true;
      try {
        storage.setItem(KEY, JSON.stringify([...kept, { token, ...press }]));
        return true;
      } catch {
        return false;
      }
    },
    /** The oldest is done with. */
    drop() {
      const [first] = mine();
      const text = JSON.stringify(first);
      storage.setItem(KEY, JSON.stringify(all().filter((one) => JSON.stringify(one) !== text)));
    },
  };
}
