/** How a chart of one series looks: line, envelope of the roll-ups, bands, gaps. */
import { axisWith, limitLines } from './chart-limits.js';
import { date, dateMinute, minute, monthDay, number, time } from './format.js';
import { t } from './i18n.js';
import { FONT, colour } from './theme.js';
import { bandText, quantityName, valueText } from './quantities.js';

/** @param scene `{series, view, points, step, zone}`; with `limits` and `moments` those of an alert instead of the bands */
export function chartOptions({ series, view, points, step, zone, limits, moments }) {
  const rolledUp = step !== 'raw';
  const line = points.map(([at, avg]) => [at, avg]);
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 54, right: 14, top: 26, bottom: 26 },
    tooltip: tooltip(series, zone, points, rolledUp),
    dataZoom: [{ type: 'inside', filterMode: 'none', startValue: view.from, endValue: view.to, minValueSpan: 60e3, zoomOnMouseWheel: true, moveOnMouseMove: true, moveOnMouseWheel: false }],
    xAxis: {
      type: 'time', min: limits ? view.from : view.from - (view.to - view.from) * 2, max: Math.max(view.to, Date.now()) + (view.to - view.from) * 0.02,
      axisLine: { lineStyle: { color: colour('line') } }, axisTick: { show: false }, splitNumber: 4,
      axisLabel: { color: colour('secondary'), fontSize: 12, hideOverlap: true, formatter: (at) => axisTime(at, view, zone) },
    },
    yAxis: {
      type: 'value', scale: true, ...axisWith(limits ?? []), name: series.unit, nameTextStyle: { color: colour('secondary'), align: 'right' },
      splitLine: { lineStyle: { color: colour('line'), opacity: 0.6 } }, axisLabel: { color: colour('secondary'), fontSize: 12, hideOverlap: true, formatter: axisNumber }, splitNumber: 4,
    },
    series: [
      ...(rolledUp ? envelope(points) : []),
      { type: 'line', name: quantityName(series.quantity), data: line, showSymbol: points.length < 60, symbolSize: 4, connectNulls: false, lineStyle: { width: 1.6, color: colour('accent') }, itemStyle: { color: colour('accent') }, z: 5, ...(limits ? limitLines(limits, moments, series.decimals, zone) : bands(series)) },
    ],
  };
}

/** As many decimals as the axis' own steps need. */
const axisNumber = (value) => String(Number(value.toFixed(4))).replace('-', '−');

function axisTime(at, { from, to }, zone) {
  const span = to - from;
  if (span < 20 * 60e3) return time(at, zone);
  const clock = minute(at, zone);
  if (span < 3 * 86400e3) return clock === '00:00' ? monthDay(at, zone) : clock;
  return span < 200 * 86400e3 ? monthDay(at, zone) : date(at, zone).slice(0, 7);
}

/** From the least to the greatest of each interval, as a band behind the line of averages. */
function envelope(points) {
  const shape = { type: 'line', stack: 'envelope', stackStrategy: 'all', symbol: 'none', silent: true, connectNulls: false, lineStyle: { opacity: 0 }, z: 2, tooltip: { show: false } };
  return [
    { ...shape, data: points.map(([at, , min]) => [at, min]) },
    { ...shape, data: points.map(([at, , min, max]) => [at, max === null ? null : max - min]), areaStyle: { color: colour('accent'), opacity: 0.18 } },
  ];
}

/** The limits as lines with their words, so that they are read without colours. */
function bands({ band, decimals }) {
  if (!band) return {};
  const limits = [['alarm', band.alarmHigh], ['warning', band.warnHigh], ['warning', band.warnLow], ['alarm', band.alarmLow]].filter(([, value]) => Number.isFinite(value));
  return {
    markLine: {
      silent: true, symbol: 'none', animation: false,
      data: limits.map(([state, value]) => ({
        yAxis: value,
        lineStyle: { color: colour(state), type: state === 'alarm' ? 'solid' : 'dashed', width: 1.2 },
        label: { formatter: `${t(`state.${state}`)} ${number(value, decimals)}`, position: 'insideStartTop', color: colour(`${state}-text`), fontSize: 11, textBorderColor: colour('surface'), textBorderWidth: 3 },
      })),
    },
    markArea: { silent: true, data: areasOf(band) },
  };
}

function areasOf({ warnLow, warnHigh, alarmLow, alarmHigh }) {
  const area = (state, from, to) => [{ ...(from === undefined ? {} : { yAxis: from }), itemStyle: { color: colour(state), opacity: 0.08 } }, to === undefined ? {} : { yAxis: to }];
  const has = Number.isFinite;
  return [
    has(warnHigh) && area('warning', warnHigh, has(alarmHigh) ? alarmHigh : 1e9),
    has(alarmHigh) && area('alarm', alarmHigh, 1e9),
    has(warnLow) && area('warning', has(alarmLow) ? alarmLow : -1e9, warnLow),
    has(alarmLow) && area('alarm', -1e9, alarmLow),
  ].filter(Boolean);
}

/** Drawn on the canvas itself: the page allows no style of a foreign hand. */
function tooltip(series, zone, points, rolledUp) {
  const byTime = new Map(points.map((point) => [point[0], point]));
  return {
    trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: colour('raised'), borderColor: colour('line'), padding: [6, 10],
    textStyle: { color: colour('text'), fontSize: 12, fontFamily: FONT }, axisPointer: { lineStyle: { color: colour('secondary') } },
    formatter: (items) => {
      const point = byTime.get(items[0]?.value[0]);
      if (!point || point[1] === null) return '';
      const lines = [dateMinute(point[0], zone), valueText(series, point[1])];
      if (rolledUp) lines.push(t('chart.range', { min: valueText(series, point[2]), max: valueText(series, point[3]) }), t('chart.count', { n: point[4] }));
      return lines.join('\n');
    },
  };
}

/** The chart in words, for those who do not see it. */
export function chartSummary(series, points) {
  const values = points.filter((point) => point[1] !== null);
  if (!values.length) return t('chart.empty');
  const least = Math.min(...values.map((point) => point[2] ?? point[1]));
  const most = Math.max(...values.map((point) => point[3] ?? point[1]));
  return `${quantityName(series.quantity)}: ${t('chart.range', { min: valueText(series, least), max: valueText(series, most) })}. ${bandText(series)}`;
}
