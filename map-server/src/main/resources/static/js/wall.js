/** Wall mode: no hands here. Goes round the open alerts that disturb, the worst first, then back to the whole. Never asks anything. */
import { now } from './clock.js';
import { bySeverity, quietWhy } from './alert/rows.js';

const STAY_MS = 12000;
const ROUND = 12; // the worst come again sooner than the last would come at all

export function startWall(app) {
  let at = -1;
  setInterval(() => {
    const open = app.alerts.all().filter((row) => !quietWhy(row, now())).sort(bySeverity).slice(0, ROUND);
    at = open.length ? (at + 1) % (open.length + 1) : 0;
    if (at < open.length) app.select('alert', String(open[at].id), { fly: true, instead: true });
    else {
      app.closeWorkspace();
      app.home();
    }
  }, STAY_MS);
}
