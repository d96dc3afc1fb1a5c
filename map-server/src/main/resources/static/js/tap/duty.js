/** Who answers for a grid in the next two weeks, day by day. */
import { get, query } from '../api.js';
import { now, timeZone } from '../clock.js';
import { el, replace } from '../dom.js';
import { date, minute } from '../format.js';
import { t } from '../i18n.js';
import { failed } from '../parts.js';
import { byDay, changes, spansBetween } from './turns.js';

const DAYS = 14;
const AT_ONCE = 4;

/** @param grids `{code, name}` of those to choose from */
export function dutySection(grids) {
  const days = el('div.tap-days', { aria: { live: 'polite' } });
  const choice = el('select', { aria: { label: t('phone.grid') }, onchange: () => show() }, grids.map(({ code, name }) => el('option', { value: code }, name)));
  const element = el('section', el('h2', t('phone.duty')), grids.length > 1 && choice, days);
  let asked = 0;

  async function show() {
    const question = ++asked;
    const code = choice.value;
    if (!code) return;
    if (!days.childElementCount) replace(days, el('p.muted', t('loading')));
    try {
      const rows = await calendar(code);
      if (question === asked) replace(days, rows);
    } catch {
      if (question === asked) replace(days, failed(t('error.unreachable'), show));
    }
  }

  return { element, show };
}

async function calendar(code) {
  const zone = timeZone();
  const path = `/duty/${encodeURIComponent(code)}`;
  const spans = spansBetween(changes(await get(`${path}/rota`), now(), DAYS, zone));
  await inTurn(spans, async (span) => {
    const { chain } = await get(`${path}?${query({ at: new Date(span.middle).toISOString() })}`);
    span.level = chain.find(({ first }) => first.length);
    span.own = span.level === chain[0];
    span.who = span.level ? span.level.first.map(({ person, because }) => `${person} ${because}`).join() : '';
  });
  return byDay(spans, zone).map((day) => row(day, zone));
}

/** Few at a time: a phone shall not keep the server from others. */
async function inTurn(list, work) {
  const waiting = [...list];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) await work(one);
  }));
}

function row({ spans }, zone) {
  const first = spans[0].from;
  const weekday = new Date(`${date(first, zone)}T00:00Z`).getUTCDay() || 7;
  return el('div.tap-day', el('h3', date(first, zone).slice(5), ' ', t(`weekday.${weekday}`)),
    el('ul', spans.map((span) => el('li', el('time', `${minute(span.from, zone)}–${endOf(span.to, zone)}`), el('span', whoText(span))))));
}

/** The end of a day is 24:00 of it. */
const endOf = (ms, zone) => (minute(ms, zone) === '00:00' ? '24:00' : minute(ms, zone));

function whoText({ level, own }) {
  if (!level) return el('span.is-missing', t('phone.nobody'));
  return [level.first.map(({ name, because }, i) => [i > 0 && t('comma'), el('b', name), ' ', el('small', t(`phone.because.${because}`))]),
    !own && el('small', ' · ', t('phone.gridAbove', { name: level.name }))];
}
