/** What was measured around the moment of an alert, with the limits that raised it and that clear it. */
import { get, query } from '../api.js';
import { chartOptions, chartSummary } from '../chart.js';
import { now, timeZone } from '../clock.js';
import { explain } from '../dialog.js';
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';
import { loadCharts } from '../libs.js';
import { empty, failed } from '../parts.js';
import { withGaps } from '../spans.js';
import { whenThemeChanges } from '../theme.js';
import { limitsOf, momentOf } from './limits.js';

/** @param alert with its rule; `device` with its series. Null when nothing of it can be charted */
export function momentChart(alert, device) {
  const found = device?.series.find(({ quantity }) => quantity === alert.quantity);
  if (!found) return null;
  const series = { ...found, band: null };
  const canvas = el('div.chart', { role: 'img' });
  const over = el('div.chart-over', { hidden: true });
  const element = el('section', el('h3', t('alert.chart')), el('div.chart-box', canvas, over));
  const limits = limitsOf(alert.rule, alert.quantity);
  const gone = new AbortController();
  let chart = null;
  let answer = null;

  async function load() {
    const view = momentOf(alert, now());
    try {
      const [charts, points] = await Promise.all([loadCharts(), get(`/series/${series.id}/chart?${query({ from: new Date(view.from).toISOString(), to: new Date(view.to).toISOString(), points: 600 })}`, { signal: gone.signal })]);
      answer = { view, ...points };
      draw(charts);
    } catch (error) {
      if (!gone.signal.aborted) cover(failed(explain(error), load));
    }
  }

  function draw(charts) {
    const points = withGaps(answer.points, answer.step, device.expectedIntervalSeconds * 1000);
    chart ??= charts.init(canvas, null, { renderer: 'canvas' });
    const moments = [[alert.takenAt, t('alert.what.raised')], [alert.clearedAt, t('alert.what.cleared')]].filter(([at]) => at).map(([at, label]) => ({ at: Date.parse(at), label }));
    chart.setOption(chartOptions({ series, view: answer.view, points, step: answer.step, zone: timeZone(), limits, moments }), { notMerge: true });
    canvas.setAttribute('aria-label', chartSummary(series, points));
    cover(points.length ? null : empty('list', t('chart.empty'), t('alert.chartEmpty')));
  }

  function cover(content) {
    over.hidden = !content;
    replace(over, content);
  }

  const watcher = new ResizeObserver(() => chart?.resize());
  watcher.observe(canvas);
  const offTheme = whenThemeChanges(() => chart && loadCharts().then(draw));
  load();
  return {
    element,
    leave() {
      gone.abort();
      watcher.disconnect();
      offTheme();
      chart?.dispose();
      chart = null;
    },
  };
}
