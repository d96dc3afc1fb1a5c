/** How the figures of a report look: bars with their targets, columns over time, lists. */
import { timeZone } from '../clock.js';
import { el, icon } from '../dom.js';
import { dateMinute, minute } from '../format.js';
import { language, t } from '../i18n.js';
import { severityBadge } from './parts.js';
import { columnsOf, duration, isOver, reach } from './report-figures.js';
import { SEVERITIES } from './severity.js';
import { placeOf, plain } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const COLUMNS = 144;

function valueText(value, kind) {
  if (value === null || value === undefined) return '–';
  if (kind === 'share') return `${plain(Math.round(value * 1000) / 10)} %`;
  if (kind === 'seconds') {
    const { key, n } = duration(value);
    return t(key, { n });
  }
  return plain(Math.round(value * 100) / 100);
}

export function meter(one) {
  const { bar, mark } = reach(one);
  const over = isOver(one);
  const judged = Number.isFinite(one.target) && Number.isFinite(one.value);
  return el(`div.meter${over ? '.over' : ''}`, el('div.meter-name', t(`report.${one.name}`)),
    el('div.meter-value', el('b', valueText(one.value, one.kind)), Number.isFinite(one.most) && el('small', t('report.p90', { value: valueText(one.most, one.kind) })),
      judged && el('small.meter-verdict', icon(over ? 'warning' : 'check'), t(over ? 'report.over' : 'report.within', { target: valueText(one.target, one.kind) }))),
    mark !== null && el('div.meter-bar', { aria: { hidden: 'true' } }, el('i', { style: `width:${100 * bar}%` }), el('u', { style: `left:${100 * mark}%` })));
}

export function severityShares({ severities, shares, targets }) {
  return el('section', el('h3', t('report.severities')), el('div.report-table', SEVERITIES.map((severity) => el('div.report-row', severityBadge(severity), el('b', severities[severity] ?? 0),
    el('span', valueText(shares[severity] ?? 0, 'share')), el('span.muted', Number.isFinite(targets.shares[severity]) && t('report.aim', { target: valueText(targets.shares[severity], 'share') }))))));
}

/** The worst ten minutes of each column, with the lines of the steady target and of a flood. */
export function overTime({ load, from, to, targets }) {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const columns = columnsOf(load.slots, start, end, COLUMNS);
  const top = Math.max(targets.floodInTenMinutes * 1.2, ...columns);
  const svg = shape('svg', { viewBox: `0 0 ${COLUMNS} 40`, preserveAspectRatio: 'none', class: 'report-columns', role: 'img', 'aria-label': t('report.overTimeSays', { most: plain(load.mostInTenMinutes) }) });
  columns.forEach((n, at) => n && svg.append(shape('rect', { x: at + 0.1, width: 0.8, y: 40 - (40 * n) / top, height: (40 * n) / top, class: n >= targets.floodInTenMinutes ? 'flood' : '' })));
  for (const [name, n] of [['steady', targets.perTenMinutes], ['flood', targets.floodInTenMinutes]]) svg.append(shape('line', { x1: 0, x2: COLUMNS, y1: 40 - (40 * n) / top, y2: 40 - (40 * n) / top, class: name }));
  return el('section', el('h3', t('report.overTime')), el('div.report-chart', svg,
    [['steady', targets.perTenMinutes], ['flood', targets.floodInTenMinutes]].map(([name, n]) => el('small', { style: `bottom:${(100 * n) / top}%` }, t(`report.line.${name}`, { n })))),
  el('div.report-ends', el('small', dateMinute(start, timeZone())), el('small', dateMinute(end, timeZone()))));
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function floodList({ load: { floods } }) {
  if (!floods.length) return null;
  return el('section', el('h3', t('report.floods', { n: floods.length })), el('div.report-table', floods.map(({ from, to, alerts }) =>
    el('div.report-row', el('span', `${dateMinute(Date.parse(from), timeZone())} – ${minute(Date.parse(to), timeZone())}`), el('b', plain(alerts))))));
}

export function talkerList(app, { talkers }) {
  if (!talkers.length) return null;
  const who = ({ device, subject }) => {
    const i = device ? app.devices().byName.get(device) : undefined;
    return (i !== undefined && app.devices().labels[i]) || placeOf({ device, subject });
  };
  return el('section', el('h3', t('report.talkers')), el('div.report-table', talkers.map((talker) => el('div.report-row',
    talker.device ? el('button.plain.inline', { type: 'button', onclick: () => app.select('device', talker.device, { focus: true }) }, who(talker)) : el('span', who(talker)),
    el('span.muted', language() === 'zh' ? talker.titleZh : talker.titleEn), el('b', talker.alerts), el('span', valueText(talker.share, 'share'))))));
}
