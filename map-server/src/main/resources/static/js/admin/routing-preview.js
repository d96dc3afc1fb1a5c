/** Who would be told of an alert at a place and a moment, step by step, if nobody acknowledged it. */
import { get, query } from '../api.js';
import { timeZone, toMs } from '../clock.js';
import { el, icon, replace } from '../dom.js';
import { dateMinute, minute } from '../format.js';
import { t } from '../i18n.js';
import { durationText } from './duration.js';
import { momentPicker } from './moment-picker.js';
import { pickOne } from './pick-one.js';
import { callsByTime } from './policy-steps.js';
import { MILDEST_FIRST } from './severity-mark.js';
import { fill, select } from './table.js';

const TYPES = ['device', 'grid'];
const MINUTES = [30, 60, 240, 1440];

/** Devices and grids out of the search that the map uses as well; the sort is part of the value. */
async function places(text) {
  if (!text) return [];
  const results = await get(`/search?${query({ q: text, limit: 40 })}`);
  return results.filter(({ type, ref }) => TYPES.includes(type) && ref).map(({ type, title, ref }) => ({ value: `${type}/${ref}`, label: title, detail: `${t(`work.sort.${type}`)} ${ref}` }));
}

export function routingPreview() {
  const result = el('div', { aria: { live: 'polite' } });
  const where = pickOne({ label: t('routing.place'), placeholder: t('routing.findPlace'), suggest: places, onchange: () => refresh() });
  const severity = select('severity', MILDEST_FIRST.toReversed().map((each) => [each, t(`severity.${each}`)]), 'red');
  const minutes = select('minutes', MINUTES.map((each) => [String(each), durationText(each * 60)]), '30');
  const moment = momentPicker(() => refresh());
  let turn = 0;
  for (const each of [severity, minutes]) each.addEventListener('change', () => refresh());
  replace(result, el('p.muted', t('routing.choosePlace')));
  const labelled = (label, control) => el('label', el('span', label), control);
  return {
    refresh,
    element: el('div', el('div.preview-tools', labelled(t('routing.place'), where.element), labelled(t('routing.severity'), severity),
      el('div', el('span', t('routing.moment')), moment.element), labelled(t('routing.look'), minutes)), result),
  };

  function refresh() {
    const mine = ++turn;
    if (!where.value()) return replace(result, el('p.muted', t('routing.choosePlace')));
    const [type, ...ref] = where.value().split('/');
    return fill(result, async () => {
      const answer = await get(`/routing/preview?${query({ [type]: ref.join('/'), severity: severity.value, at: moment.value(), minutes: minutes.value })}`);
      return mine === turn ? previewed(answer) : [...result.childNodes];
    });
  }
}

/** What the server says who would be told. */
export function previewed({ grid, from, digest, calls }) {
  const head = el('p.muted', t(grid ? 'routing.ifRaised' : 'routing.noGrid', { grid, at: dateMinute(toMs(from), timeZone()) }));
  if (digest) return [head, el('p.digest', t('routing.digest'))];
  const { groups, moreRepeats, last } = callsByTime(calls);
  return [head, el('ol.timeline-steps.told', groups.map((group) => el(`li${group.repeat ? '.again' : ''}`, el('span.step-time', minute(toMs(group.at), timeZone()), el('small', afterText(group, from))), el('span', group.calls.map(call)))),
    moreRepeats > 0 && el('li.again', el('span.step-time', '…'), el('span.muted', t('routing.moreRepeats', { n: moreRepeats, at: minute(toMs(last), timeZone()) }))))];
}

function afterText({ at, repeat }, from) {
  const seconds = Math.round((toMs(at) - toMs(from)) / 1000);
  const after = seconds ? t('routing.after', { time: durationText(seconds) }) : t('routing.atOnce');
  return repeat ? `${after} · ${t('routing.repeated')}` : after;
}

function call({ who, grid, told, nobody }) {
  return el(`div.call${nobody === 'no' ? '' : '.nobody'}`, el('div.muted', t(`target.${who}`), grid && ` · ${grid}`),
    told.map(({ name, by, again }) => el('div', el('strong', name), ' ', by.length ? el('span', by.map((means) => t(`means.${means}`)).join(' → ')) : el('span.muted', t('routing.noWay')), again && el('small.muted', ` ${t('routing.toldAgain')}`))),
    nobody !== 'no' && el('span.state.warning', icon('warning'), t(`nobody.${nobody}`)));
}
