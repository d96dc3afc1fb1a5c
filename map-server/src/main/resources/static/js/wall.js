/** Wall mode: no hands here. Goes round the devices in alarm and warning, then back to the whole. */
import { ordered } from './pointer.js';
import { ALARM, WARNING } from './states.js';

const STAY_MS = 12000;

export function startWall(app) {
  let at = -1;
  setInterval(() => {
    const store = app.devices();
    const open = ordered(store, [...store.states.keys()].filter((i) => store.states[i] === ALARM || store.states[i] === WARNING)).slice(0, 12);
    at = open.length ? (at + 1) % (open.length + 1) : 0;
    if (at < open.length) app.select('device', store.names[open[at]], { fly: true });
    else {
      app.select('list', 'alarm');
      app.home();
    }
  }, STAY_MS);
}
