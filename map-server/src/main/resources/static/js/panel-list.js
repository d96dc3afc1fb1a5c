/** Devices as a list: those in view, those in one state, those of a group. */
import { el } from './dom.js';
import { t } from './i18n.js';
import { deviceRow, empty } from './parts.js';
import { ordered } from './pointer.js';
import { STATES } from './states.js';
import { UNASSIGNED } from './store.js';
import { virtualList } from './vlist.js';

/** @param ref `view`, `group`, `unassigned`, the name of a state, or `grid:CODE` */
export function listPanel(app, ref) {
  const title = t(`list.${ref}`);
  const amount = el('p');
  const list = virtualList({ label: title, row: (i) => deviceRow(app.devices(), i), pick: (i) => app.select('device', app.devices().names[i], { fly: true, focus: true }) });
  const nothing = empty('check', t('list.none'), t('list.noneHint'));

  function refresh() {
    const found = ordered(app.devices(), members(app, ref));
    amount.textContent = t('grid.deviceCount', { n: found.length });
    nothing.hidden = found.length > 0;
    list.show(found);
  }
  refresh();
  const off = [app.bus.on('moved', () => ref === 'view' && refresh()), app.bus.on('states', () => ref !== 'view' && refresh()), app.bus.on('devices', refresh)];
  return { title, subtitle: amount, body: [nothing, list.element], leave: () => off.forEach((stop) => stop()) };
}

function members(app, ref) {
  const store = app.devices();
  if (ref === 'view') return app.view.visible();
  if (ref === 'group') return app.group ?? [];
  const wanted = ref === 'unassigned' ? (i) => store.flags[i] & UNASSIGNED : (i) => store.states[i] === STATES.indexOf(ref);
  return Array.from({ length: store.n }, (_, i) => i).filter(wanted);
}
