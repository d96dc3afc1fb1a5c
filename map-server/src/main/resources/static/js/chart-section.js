/** The chart of a device's panel: which quantity, which span; zooming and panning fetch the resolution they need. */
import { get, query } from './api.js';
import { chartOptions, chartSummary } from './chart.js';
import { now, timeZone } from './clock.js';
import { explain } from './dialog.js';
import { debounce, el, replace } from './dom.js';
import { t } from './i18n.js';
import { loadCharts } from './libs.js';
import { empty, failed } from './parts.js';
import { quantityName } from './quantities.js';
import { SPANS, bounded, loadFor, serves, withGaps } from './spans.js';
import { whenThemeChanges } from './theme.js';

const POINTS = 1000;

export function chartSection(device) {
  const charted = device.series;
  const first = charted.find(({ quantity }) => quantity === device.reason) ?? charted.find(({ band }) => band) ?? charted[0];
  const state = { series: first, view: lastOf('hour'), loaded: null, answer: null, chart: null, following: true };
  const canvas = el('div.chart', { role: 'img' });
  const over = el('div.chart-over', { hidden: true });
  const choice = el('select', { aria: { label: t('chart.quantity') }, onchange: () => choose(charted[choice.selectedIndex]) },
    charted.map((series) => el('option', { selected: series === first }, quantityName(series.quantity))));
  const spans = el('div.segments', { role: 'group', aria: { label: t('chart.span') } }, Object.keys(SPANS).map((name) =>
    el('button', { type: 'button', data: { span: name }, aria: { pressed: String(name === 'hour') }, onclick: () => look(lastOf(name), name) }, t(`span.${name}`))));
  const element = el('section.chart-section', el('h3', t('device.history')), el('div.chart-tools', choice, spans), el('div.chart-box', canvas, over), el('p.hint', t('chart.hint')));
  let current = new AbortController();

  function lastOf(span) {
    return { from: now() - SPANS[span], to: now() + SPANS[span] * 0.02 };
  }

  function look(view, span) {
    state.view = view;
    state.following = true;
    for (const each of spans.children) each.setAttribute('aria-pressed', String(each.dataset.span === span));
    load(true);
  }

  function choose(series) {
    state.series = series;
    choice.selectedIndex = charted.indexOf(series);
    load(true);
  }

  async function load(fresh) {
    current.abort();
    const { signal } = (current = new AbortController());
    const span = loadFor(state.view, now());
    try {
      const [charts, answer] = await Promise.all([loadCharts(), get(`/series/${state.series.id}/chart?${query({ from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString(), points: POINTS })}`, { signal })]);
      if (signal.aborted) return;
      state.loaded = span;
      state.answer = answer;
      draw(charts, fresh);
    } catch (error) {
      if (!signal.aborted) cover(failed(explain(error), () => load(fresh)));
    }
  }

  function draw(charts, fresh) {
    const points = withGaps(state.answer.points, state.answer.step, device.expectedIntervalSeconds * 1000);
    state.chart ??= begin(charts);
    state.chart.setOption(chartOptions({ series: state.series, view: state.view, points, step: state.answer.step, zone: timeZone() }), { notMerge: fresh, replaceMerge: ['series'], silent: true });
    canvas.setAttribute('aria-label', chartSummary(state.series, points));
    cover(points.length ? null : empty('list', t('chart.empty'), t('chart.emptyHint')));
  }

  function cover(content) {
    over.hidden = !content;
    replace(over, content);
  }

  function begin(charts) {
    const chart = charts.init(canvas, null, { renderer: 'canvas' });
    chart.on('datazoom', moved);
    return chart;
  }

  const settle = debounce(() => serves(state.loaded, state.view, now()) || load(false), 180);

  function moved() {
    const { startValue, endValue } = state.chart.getOption().dataZoom[0];
    state.view = bounded({ from: startValue, to: endValue }, now());
    state.following = state.view.to >= now() - (state.view.to - state.view.from) * 0.05;
    for (const each of spans.children) each.setAttribute('aria-pressed', 'false');
    settle();
  }

  /** New values lengthen a chart that shows them as they are and ends now. */
  function take(values) {
    const fresh = values.filter(([id]) => id === state.series.id);
    if (!fresh.length || !state.chart || state.answer?.step !== 'raw' || !state.following) return;
    const points = state.answer.points;
    const newest = points.at(-1)?.[0] ?? 0;
    for (const [, at, value] of fresh) if (at > newest) points.push([at, value, value, value, 1]);
    const span = state.view.to - state.view.from;
    state.view = { from: now() - span * 0.98, to: now() + span * 0.02 };
    redraw();
  }

  const redraw = debounce(() => state.chart && loadCharts().then((charts) => draw(charts, false)), 400);
  const watcher = new ResizeObserver(() => state.chart?.resize());
  watcher.observe(canvas);
  const offTheme = whenThemeChanges(() => state.chart && loadCharts().then((charts) => draw(charts, true)));
  load(true);

  return {
    element, choose, take,
    leave() {
      current.abort();
      watcher.disconnect();
      offTheme();
      state.chart?.dispose();
      state.chart = null;
    },
  };
}
