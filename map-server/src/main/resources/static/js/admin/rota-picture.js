/** A week as seven days of 24 hours: who has which hours, and which nobody has. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { clockText } from './rota-week.js';
import { weekdayOf } from './moments.js';

const HOURS = [0, 6, 12, 18, 24];

const percent = (minutes) => `${(minutes / 14.4).toFixed(3)}%`;

/** @param pick told the index of a turn that was chosen; the list below says the same to those who do not see it */
export function rotaPicture(week, { nameOf, today, pick }) {
  const people = [...new Set(week.flatMap(({ bars }) => bars.map(({ turn }) => turn.person)))].toSorted((a, b) => a - b);
  return el('div.rota-picture', { role: 'group', aria: { label: t('rota.picture') } },
    el('div.rota-hours', { aria: { hidden: 'true' } }, HOURS.map((hour) => el('span', { style: `left:${percent(hour * 60)}` }, String(hour)))),
    week.map((day) => row(day)));

  function row({ day, holiday, bars, lanes, gaps }) {
    return el(`div.rota-day${day === today ? '.today' : ''}`,
      el('div.rota-name', el('strong', t(`weekday.${weekdayOf(day)}`)), el('small', day.slice(5), holiday && ` ${t('rota.holiday')}`)),
      el('div.rota-track', { style: `--lanes:${lanes}` }, gaps.map(gap), bars.map(bar)));
  }

  function bar({ turn, index, from, to, lane }) {
    const words = `${nameOf(turn.person)} ${clockText(from)}–${clockText(to)}`;
    return el(`button.rota-bar.tone-${people.indexOf(turn.person) % 3}`, { type: 'button', tabindex: '-1', title: words, aria: { label: words }, onclick: () => pick(index),
      style: `left:${percent(from)};width:${percent(to - from)};--lane:${lane}` }, nameOf(turn.person));
  }

  function gap({ from, to }) {
    const words = `${t('rota.gap')} ${clockText(from)}–${clockText(to)}`;
    return el('div.rota-gap', { title: words, role: 'img', aria: { label: words }, style: `left:${percent(from)};width:${percent(to - from)}` }, el('span', t('rota.gap')));
  }
}
