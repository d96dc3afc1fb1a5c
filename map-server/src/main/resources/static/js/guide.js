/** The first steps of an empty installation: grids, devices, the first meter; ticked off as they happen. */
import { get, post } from './api.js';
import { copyable, explain, notify } from './dialog.js';
import { el, icon, iconButton, replace } from './dom.js';
import { t } from './i18n.js';
import { reloadPlace } from './session.js';

export function createGuide(app) {
  const box = el('section.guide', { aria: { label: t('guide.title') } });
  const guide = { open: false, update };
  let heard = false;
  let meter = null;
  if (app.place.empty && !app.place.demo) show(app.place);
  app.bus.on('heard', firstWord);
  app.bus.on('states', firstWord);

  function show(place) {
    guide.open = true;
    document.body.append(box);
    update(place);
    setInterval(async () => guide.open && !document.hidden && update(await reloadPlace().catch(() => app.place)), 5000);
  }

  function firstWord() {
    if (!guide.open || heard || !app.devices().heard.some((at) => at > 0)) return;
    heard = true;
    update(app.place);
  }

  function update(place) {
    app.place = place;
    if (box.contains(document.activeElement) && document.activeElement.tagName === 'INPUT') return;
    const operator = app.me.role === 'operator';
    const steps = [
      step(1, place.hasGrids, t('guide.grids'), t('guide.gridsHint'), operator && el('a.button.primary', { href: '/admin.html#grids' }, t('guide.importGrids'))),
      step(2, place.hasDevices, t('guide.devices'), t('guide.devicesHint'), operator && el('a.button.primary', { href: '/admin.html#devices' }, t('guide.importDevices'))),
      step(3, heard, t('guide.meter'), t('guide.meterHint'), place.hasDevices && operator ? connect(place) : null),
    ];
    replace(box,
      el('header', el('h2', t('guide.title')), iconButton('close', t('close'), close)),
      el('p.muted', operator ? t('guide.intro') : t('guide.askOperator')), el('ol', steps),
      place.hasGrids && place.hasDevices && heard && el('p', icon('check'), ' ', t('guide.done')));
  }

  function close() {
    guide.open = false;
    box.remove();
  }

  function step(n, done, title, hint, action) {
    return el(`li.step${done ? '.done' : ''}`, el('span.step-mark', done ? icon('check') : String(n)), el('div', el('h3', title), !done && el('p.muted', hint), !done && action));
  }

  function connect(place) {
    if (meter) return el('div', el('p', t('guide.try')), copyable(publishLine(place.mqtt, meter)), el('p.hint', t('guide.tokenHint')));
    const names = app.devices().names.slice(0, 200);
    const choice = el('select', { aria: { label: t('guide.device') } }, names.map((name) => el('option', name)));
    return el('div.guide-connect', el('label.field', el('span', t('guide.device')), choice),
      el('button.primary', { type: 'button', onclick: () => newToken(choice.value, place) }, t('guide.makeToken')));
  }

  async function newToken(name, place) {
    try {
      const device = await get(`/devices/${encodeURIComponent(name)}`);
      const { token } = await post(`/devices/${encodeURIComponent(name)}/token`);
      meter = { name, token, kind: device.kind };
      update(place);
    } catch (error) {
      notify(explain(error), 'bad');
    }
  }
  return guide;
}

const EXAMPLE = { gas: { ch4_lel: 1.2 }, water: { pressure: 0.28 }, power: { voltage_a: 221.4 }, camera: { online: 1 } };

/** The exact line to type. Pure. */
export function publishLine(mqtt, { name, token, kind }) {
  const { port, tls } = { port: 1883, tls: false, ...mqtt };
  const host = mqtt?.host ?? location.hostname;
  const payload = JSON.stringify({ values: EXAMPLE[kind] ?? EXAMPLE.gas });
  return `mosquitto_pub -h ${host} -p ${port}${tls ? ' --tls-use-os-certs' : ''} -i ${name} -u ${name} -P ${token} -q 1 -t gw/v1/${name}/telemetry -m '${payload}'`;
}
