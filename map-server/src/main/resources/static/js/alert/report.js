/** The report: what alerts asked of the people on duty in a time, beside what good practice aims at; and as a sheet. */
import { get, query, url } from '../api.js';
import { now } from '../clock.js';
import { explain } from '../dialog.js';
import { debounce, el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { failed } from '../parts.js';
import { gridOptions } from './board-filter.js';
import { alertLinks } from './parts.js';
import { metersOf } from './report-figures.js';
import { floodList, meter, overTime, severityShares, talkerList } from './report-parts.js';

const DAY = 86400e3;
const SPANS = { day: DAY, week: 7 * DAY, month: 30 * DAY };
const LISTED = 20;

export function reportView(app) {
  let span = 'week';
  let current = new AbortController();
  const body = el('div.report-body', el('p.empty', t('loading')));
  const choice = el('div.segments', { role: 'group', aria: { label: t('chart.span') } }, Object.keys(SPANS).map((name) =>
    el('button', { type: 'button', data: { span: name }, aria: { pressed: String(name === span) }, onclick: () => choose(name) }, t(`span.${name}`))));
  const grid = el('select', { aria: { label: t('device.grid') }, onchange: () => load() }, el('option', { value: '' }, t('board.allGrids')), app.grids() && gridOptions(app.grids()));
  const officers = el('input', { type: 'number', min: 0, max: 1000, value: 0, oninput: debounce(() => load(), 400) });
  const sheet = el('a.button', { download: 'alerts.csv' }, icon('download'), t('report.csv'));
  const element = el('div.report', el('div.report-tools', choice, grid, el('label.report-officers', t('report.officers'), officers), sheet), body);

  function choose(name) {
    span = name;
    for (const each of choice.children) each.setAttribute('aria-pressed', String(each.dataset.span === name));
    load();
  }

  const asked = () => query({ from: new Date(now() - SPANS[span]).toISOString(), to: new Date(now()).toISOString(), grid: grid.value, officers: officers.value || 0 });

  async function load() {
    current.abort(); // only the newest question matters
    const { signal } = (current = new AbortController());
    sheet.href = `${url('/alerts/report.csv')}?${asked()}`;
    try {
      const figures = await get(`/alerts/report?${asked()}`, { signal });
      replace(body, content(figures));
    } catch (error) {
      if (!signal.aborted) replace(body, failed(explain(error), load));
    }
  }

  const content = (figures) => [
    el('p.muted', t('report.about', { n: figures.raised, officers: figures.officers })),
    el('div.meters', metersOf(figures).map(meter)),
    overTime(figures), severityShares(figures), floodList(figures), talkerList(app, figures),
    ...['standing', 'chattering'].map((name) => figures[name].length > 0 && el('section', el('h3', t(`report.list.${name}`, { n: figures[name].length })), alertLinks(app, figures[name].slice(0, LISTED)))),
  ];

  load();
  return { element, leave: () => current.abort() };
}
