/** The channels by which messages leave the house: how each fares, and how it is set up. */
import { del, get, put } from '../api.js';
import { ago, timeZone, toMs } from '../clock.js';
import { confirmLoss, notify } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { time } from '../format.js';
import { said, t } from '../i18n.js';
import { empty, facts } from '../parts.js';
import { channelDialog, chooseType } from './channel-form.js';
import { testDialog } from './channel-test.js';
import { stateOf, TYPES } from './channel-types.js';
import { durationText } from './duration.js';
import { attempt, button, fill } from './table.js';

const AGAIN_MS = 5000;
const LOOKS = { off: ['silent', 'silent'], new: ['silent', 'silent'], up: ['normal', 'normal'], failing: ['warning', 'warning'], trial: ['warning', 'warning'], resting: ['alarm', 'alarm'] };

export async function page({ body, tools }) {
  const list = el('div');
  const grids = (await get('/grids')).features.map(({ properties }) => properties).toSorted((a, b) => a.level - b.level || a.code.localeCompare(b.code));
  let shown = '';
  replace(tools, button([icon('plus'), t('channels.new')], create, 'primary'));
  replace(body, list);
  await refresh();
  const timer = setInterval(() => document.hidden || quietly(), AGAIN_MS);
  return () => clearInterval(timer);

  function refresh() {
    return fill(list, async () => draw(await get('/channels')));
  }

  /** What has not changed is not drawn again; where it has, the hand stays on its button. */
  async function quietly() {
    const rows = await get('/channels').catch(() => null);
    if (!rows || JSON.stringify(rows) === shown) return;
    const at = document.activeElement?.closest?.('[data-act]');
    const where = at && [at.closest('[data-channel]').dataset.channel, at.dataset.act];
    replace(list, draw(rows));
    if (where) list.querySelector(`[data-channel="${where[0]}"] [data-act="${where[1]}"]`)?.focus();
  }

  function draw(rows) {
    shown = JSON.stringify(rows);
    if (!rows.length) return empty('send', t('channels.none'), t('channels.noneHint'), button(t('channels.new'), create, 'primary'));
    return el('ul.channels', rows.map(one));
  }

  function one(row) {
    const { type } = row.settings;
    const state = stateOf(row);
    const act = (name, run, className = '') => el(`button${className && `.${className}`}`, { type: 'button', data: { act: name }, onclick: () => run(row) }, t(`channels.${name}`));
    return el(`li.panel.channel.is-${state}`, { data: { channel: row.id } },
      el('header', el('div', el('h2', row.name), el('span.muted', t(`channelType.${type}`), ' · ', row.grid ? t('channels.onlyIn', { grid: gridName(row.grid) }) : t('channels.forAll'), row.controlRoom !== null && [' · ', t('channels.withControlRoom')])),
        stateWords(row, state)),
      facts([
        [t('channels.waiting'), String(row.waiting)],
        [t('channels.lastDay'), t('channels.sentAndFailed', { sent: row.sent, failed: row.failing })],
        [t('channels.lastSent'), row.lastSentAt ? ago(row.lastSentAt) : t('channels.notLately')],
        [t('channels.lastTrouble'), row.lastTroubleAt ? [ago(row.lastTroubleAt), ' – ', said(row.lastTrouble)] : t('channels.notLately')],
        [t('channels.limit'), limitText(row.limits)],
      ]),
      TYPES[type].reach === 'browser' && el('p.hint', t('channels.pushHint')),
      el('div.buttons', TYPES[type].reach !== 'browser' && act('test', testDialog), act('edit', edit), row.enabled ? act('switchOff', switchOff) : act('switchOn', (each) => turn(each, true)), act('remove', remove, 'danger')));
  }

  function gridName(code) {
    return grids.find((each) => each.code === code)?.name || code;
  }

  async function create() {
    const type = await chooseType();
    if (type && await channelDialog(type, null, grids)) done();
  }

  async function edit(row) {
    if (await channelDialog(row.settings.type, row, grids)) done();
  }

  async function switchOff(row) {
    const yes = !row.waiting || await confirmLoss(t('channels.switchOff'), t('channels.switchOffWhat', { name: row.name, n: row.waiting }), t('channels.switchOff'));
    if (yes) await turn(row, false);
  }

  function turn({ id, name, settings, grid, controlRoom }, enabled) {
    return attempt(async () => {
      await put(`/channels/${id}`, { name, settings, grid, controlRoom, enabled });
      done();
    });
  }

  async function remove(row) {
    if (!(await confirmLoss(t('channels.remove'), t('channels.removeWhat', { name: row.name, n: row.waiting }), t('channels.remove')))) return;
    await attempt(async () => { await del(`/channels/${row.id}`); done(t('channels.removed', { name: row.name })); });
  }

  function done(words = t('saved')) {
    notify(words);
    return refresh();
  }
}

function stateWords({ downUntil, failures }, state) {
  const [look, glyph] = LOOKS[state];
  return el(`span.state.${look}`, icon(glyph), t(`channelState.${state}`, { until: downUntil ? time(toMs(downUntil), timeZone()) : '', n: failures }));
}

function limitText(limits) {
  if (!limits.length) return t('channels.noLimit');
  return limits.map(({ most, seconds, reserve, each }) => el('div', t(each ? 'channels.limitEach' : 'channels.limitAll', { n: most, time: durationText(seconds) }), reserve > 0 && [t('comma'), t('channels.reserve', { n: reserve })]));
}
