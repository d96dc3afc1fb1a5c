/** The limits of a rule and the moments of an alert as lines of a chart, each with its words: read without colours. */
import { number, time } from './format.js';
import { t } from './i18n.js';
import { colour } from './theme.js';

const SHADE = { red: 'alarm', orange: 'warning', yellow: 'yellow', blue: 'blue' };

/** @param limits `[{severity, raise, clear}]`; `moments` `[{at, label}]` */
export function limitLines(limits, moments, decimals, zone) {
  return { markLine: { silent: true, symbol: 'none', animation: false, data: [...limits.flatMap((limit) => linesOf(limit, decimals)), ...moments.map((moment) => momentLine(moment, zone))] } };
}

function linesOf({ severity, raise, clear }, decimals) {
  const line = (value, type, words, position) => ({
    yAxis: value,
    lineStyle: { color: colour(SHADE[severity]), type, width: 1.3 },
    label: { ...LABEL(), formatter: `${words} ${number(value, decimals)}`, position, color: colour(`${SHADE[severity]}-text`) },
  });
  const raised = line(raise, 'solid', t('chart.raise', { severity: t(`severity.${severity}`) }), 'insideStartTop');
  return clear === raise ? [raised] : [raised, line(clear, 'dotted', t('chart.clear'), 'insideEndTop')];
}

const momentLine = ({ at, label }, zone) => ({
  xAxis: at,
  lineStyle: { color: colour('secondary'), type: 'dashed', width: 1.2 },
  label: { ...LABEL(), formatter: `${label} ${time(at, zone)}`, position: 'end', color: colour('text'), textBorderWidth: 0, distance: 4 },
});

const LABEL = () => ({ fontSize: 11, textBorderColor: colour('surface'), textBorderWidth: 3 });

/** An axis that shows the limits even where no value came near them. */
export function axisWith(limits) {
  if (!limits.length) return {};
  const all = limits.flatMap(({ raise, clear }) => [raise, clear]);
  const room = (from, to) => (to - from || Math.abs(to) || 1) * 0.08;
  return {
    min: ({ min, max }) => rounded(Math.min(min, ...all) - room(Math.min(min, ...all), Math.max(max, ...all)), min >= 0 && all.every((limit) => limit >= 0)),
    max: ({ min, max }) => rounded(Math.max(max, ...all) + room(Math.min(min, ...all), Math.max(max, ...all)), false),
  };
}

const rounded = (value, notBelowZero) => Number((notBelowZero ? Math.max(value, 0) : value).toPrecision(3));
