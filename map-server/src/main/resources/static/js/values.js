/** Values now, each with its unit, its age and where it stands to its band; kept live by the stream. */
import { ago, setAgo } from './clock.js';
import { el, icon } from './dom.js';
import { against } from './format.js';
import { t } from './i18n.js';
import { empty } from './parts.js';
import { bandText, qualityCode, qualityText, quantityName, valueText } from './quantities.js';

export function liveValues(device) {
  const self = { element: null, onPick: () => {}, take };
  const rows = new Map(device.series.map((series) => [series.id, row(series)]));
  self.element = el('section.values', el('h3', t('device.values')),
    rows.size ? [...rows.values()].map(({ element }) => element) : empty('list', t('device.noValues'), t('device.noValuesHint')));

  function row(series) {
    const value = el('b');
    const age = series.latest ? ago(series.latest.takenAt) : el('time.age', '–');
    const mark = el('span.mark');
    const element = el('button.value', { type: 'button', title: t('device.showChart'), onclick: () => self.onPick(series) },
      el('span.value-name', quantityName(series.quantity), el('small', bandText(series))), mark, el('span.value-now', value, age));
    const line = { series, element, value, age, mark };
    if (series.latest) set(line, series.latest.value, qualityCode(series.latest));
    else value.textContent = '–';
    return line;
  }

  function set({ series, element, value, mark }, number, quality) {
    const stands = quality % 10 === 2 ? 'normal' : against(number, series.band);
    value.textContent = valueText(series, number);
    element.classList.remove('warning', 'alarm');
    if (stands !== 'normal') element.classList.add(stands);
    const why = qualityText(quality);
    mark.replaceChildren(...(stands !== 'normal' ? [icon(stands)] : []), ...(why ? [why] : []));
    mark.title = stands !== 'normal' ? t(`state.${stands}`) : '';
  }

  function take(values) {
    for (const [id, takenAt, number, quality] of values) {
      const line = rows.get(id);
      if (!line) continue;
      set(line, number, quality);
      setAgo(line.age, takenAt);
    }
  }
  return self;
}
