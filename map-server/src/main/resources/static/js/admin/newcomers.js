/** Devices that speak and are not registered: look at their last word, adopt, let replace, or forget. */
import { del, get, post } from '../api.js';
import { ago } from '../clock.js';
import { confirmLoss, notify, openDialog } from '../dialog.js';
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { deviceFields, showToken } from './device-form.js';
import { attempt, button, field, fill, form } from './table.js';

export async function page({ body, place, me }) {
  const list = el('div.cards');
  replace(body, list);
  const refresh = () => fill(list, async () => {
    const newcomers = await get('/newcomers');
    return newcomers.length ? newcomers.map((newcomer) => card(newcomer, place, me, refresh)) : empty('check', t('newcomers.none'), t('newcomers.noneHint'));
  });
  await refresh();
  const timer = setInterval(() => document.hidden || document.querySelector('dialog[open]') || refresh(), 10000);
  return () => clearInterval(timer);
}

function card(newcomer, place, me, refresh) {
  const forget = async () => {
    const yes = await confirmLoss(t('newcomers.forget'), t('newcomers.forgetWhat', { name: newcomer.name }), t('newcomers.forget'));
    if (yes) await attempt(async () => { await del(`/newcomers/${encodeURIComponent(newcomer.name)}`); refresh(); });
  };
  return el('article.card',
    el('header', el('strong', newcomer.name), el('span.muted', ago(newcomer.lastHeard))),
    el('p.muted', t('newcomers.heard', { n: newcomer.messages }), newcomer.gateway && ` · ${t('newcomers.behind', { gateway: newcomer.gateway })}`),
    el('code.topic', newcomer.lastTopic), el('pre', payload(newcomer.lastPayload)),
    me.role === 'operator' && el('div.buttons',
      button(t('newcomers.adopt'), () => adopt(newcomer, place, refresh), 'primary'),
      button(t('newcomers.replaces'), () => replaces(newcomer, refresh)),
      button(t('newcomers.forget'), forget, 'plain')));
}

function payload(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text ?? '';
  }
}

const HINTS = [['gas', /ch4|lel|gas|co_ppm/], ['power', /voltage|current|energy|power|kwh/], ['water', /pressure|flow|volume|turbid|chlor|tank/], ['camera', /event|snapshot/]];

/** The kind its last word sounds like; a first guess for the form. Pure. */
export function guessKind({ lastTopic, lastPayload }) {
  return HINTS.find(([, sounds]) => sounds.test(`${lastTopic} ${lastPayload}`))?.[0] ?? 'gas';
}

function adopt(newcomer, place, refresh) {
  openDialog(t('newcomers.adoptTitle', { name: newcomer.name }), (close) => {
    const fields = deviceFields({ name: newcomer.name, kind: guessKind(newcomer), gateway: newcomer.gateway }, place);
    return form(fields.element, async () => finish(newcomer, fields.values(), close, refresh), t('newcomers.adopt'));
  }, { wide: true });
}

function replaces(newcomer, refresh) {
  openDialog(t('newcomers.replaces'), (close) => form([
    el('p', t('newcomers.replacesWhat', { name: newcomer.name })),
    field(t('newcomers.old'), el('input', { name: 'replaces', required: true, autofocus: true })),
  ], async ({ replaces: old }) => {
    const was = await get(`/devices/${encodeURIComponent(old.trim())}`);
    const { kind, model, label, lon, lat, address, expectedIntervalSeconds } = was;
    await finish(newcomer, { kind, model, label, lon, lat, address, expectedIntervalSeconds, replaces: was.name }, close, refresh);
  }, t('newcomers.replaces')));
}

async function finish(newcomer, values, close, refresh) {
  const { name, ...rest } = values;
  const answer = await post(`/newcomers/${encodeURIComponent(newcomer.name)}/adopt`, rest);
  close();
  notify(t('newcomers.adopted', { name: newcomer.name }));
  if (answer?.token) showToken(newcomer.name, answer.token);
  refresh();
}
