/** When the next people are told of alerts that nobody has taken on: counted down on the map and on the board. */
import { get } from '../api.js';
import { boxIndex } from '../boxes.js';
import { now, toMs } from '../clock.js';
import { t } from '../i18n.js';
import { worldX, worldY } from '../mercator.js';
import { FONT, colour, stateColour } from '../theme.js';
import { bySeverity, quietWhy } from './rows.js';
import { markOf } from './severity.js';
import { countdown } from './telling.js';

const LOOK_MS = 10e3;
const AFTER_CHANGE_MS = 1500; // by then the server has seen it as well
const FROM_SCALE = 2 ** 16; // further out there is no room for numbers
const BELOW = 17;
const HEIGHT = 17;

/** @param tick is called each second while anything is counted down */
export function createWaiting(app, tick) {
  let steps = new Map(); // alert id -> {at, who}
  let timer = 0;
  let dueAt = Infinity;
  let boxes = [];

  const unanswered = () => app.alerts.all().some((row) => row.phase === 'active' && !quietWhy(row, now()) && (!row.acknowledgedAt || row.worseSinceAcknowledged));

  /** Sooner, never later: in a storm something changes all the time. */
  function soon(ms) {
    if (dueAt <= performance.now() + ms) return;
    clearTimeout(timer);
    dueAt = performance.now() + ms;
    timer = setTimeout(look, ms);
  }

  async function look() {
    dueAt = Infinity;
    soon(LOOK_MS);
    if (unanswered() && !document.hidden) {
      const rows = await get('/alerts/waiting', { priority: 'low' }).catch(() => null); // what is known stays
      if (rows) steps = new Map(rows.map(({ alert, at, who }) => [alert, { at: toMs(at), who }]));
    } else steps = new Map();
    show();
    app.view.redrawAlerts(); // names keep clear of the numbers
  }

  /** Empty when nobody waits to be told. */
  function words(id) {
    const step = steps.get(id);
    return step ? t('alert.next', { who: t(`telling.target.${step.who}`), time: countdown(step.at - now()) }) : '';
  }

  function show() {
    for (const element of document.querySelectorAll('[data-next]')) element.textContent = words(Number(element.dataset.next));
    tick();
  }

  setInterval(() => steps.size && show(), 1000);
  soon(LOOK_MS);

  return {
    words,
    changed: () => soon(AFTER_CHANGE_MS),
    /** The worst first; where two would lie on each other the milder one is left out. */
    draw(context, view) {
      boxes = [];
      if (view.scale < FROM_SCALE) return;
      const taken = boxIndex();
      const rows = [...steps.keys()].map((id) => app.alerts.get(id)).filter((row) => row && Number.isFinite(row.lon)).sort(bySeverity);
      context.font = `600 12px ${FONT}`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      for (const row of rows) pill(context, row, view, taken);
    },
    boxes: ({ x, y }) => boxes.map(({ left, right, top, bottom }) => ({ left: left + x, right: right + x, top: top + y, bottom: bottom + y })),
  };

  function pill(context, row, view, taken) {
    const text = countdown(steps.get(row.id).at - now());
    const x = worldX(row.lon) * view.scale - view.left;
    const top = worldY(row.lat) * view.scale - view.top + BELOW;
    const width = context.measureText(text).width + 12;
    const box = { left: x - width / 2, right: x + width / 2, top, bottom: top + HEIGHT };
    if (!taken.isFree(box)) return;
    taken.add(box);
    boxes.push(box);
    context.beginPath();
    context.roundRect(box.left, top, width, HEIGHT, HEIGHT / 2);
    context.fillStyle = colour('surface');
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = stateColour(markOf(row.severity));
    context.stroke();
    context.fillStyle = colour('text');
    context.fillText(text, x, top + HEIGHT / 2 + 0.5);
  }
}
