/** The steps of a rule: of each severity from where on, until where, and for how long. */
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { durationInput } from './duration.js';
import { MILDEST_FIRST, severityWord } from './severity-mark.js';

const number = (value, label) => el('input', { type: 'number', step: 'any', value: value ?? '', aria: { label } });
const read = (input, sign) => (input.value === '' ? null : sign * Number(input.value));

/**
 * @param options `steps`; `field` their place in the JSON; `sides` names of `high` and perhaps `low`; `unit`;
 *   `lowSign` -1 where what falls is stored as a negative change; `hold` whether a breach may have to last
 */
export function stepsTable({ steps, field, sides, unit = () => '', lowSign = 1, hold = true }) {
  const rows = MILDEST_FIRST.map((severity) => row(severity, steps.find((step) => step.severity === severity)));
  const unitText = () => (unit() ? ` (${unit()})` : '');
  const heads = el('div.step-head', { aria: { hidden: 'true' } });
  const element = el(`div.steps${sides.low ? '.both' : ''}`, { role: 'group', aria: { label: t('rule.steps') }, data: { field } }, heads, rows.map((each) => each.element));
  const name = () => heads.replaceChildren(...[el('span', t('rule.severity')), ...Object.values(sides).map((side) => el('span.side', side + unitText())), hold && el('span', t('rule.hold'))].filter(Boolean));
  name();

  function row(severity, step) {
    const used = el('input', { type: 'checkbox', checked: Boolean(step), aria: { label: t(`severity.${severity}`) } });
    const cells = Object.entries(sides).map(([side, words]) => cell(side, step?.[side], side === 'low' ? lowSign : 1, words));
    const lasting = hold ? durationInput(step?.hold_s ?? (step ? 0 : undefined), t('rule.hold')) : null;
    const line = el('div.step-row', { class: `step-row ${severity}` },
      el('label.step-name', used, severityWord(severity)), cells.map((each) => each.element),
      lasting && el('div.step-hold', el('span.narrow-label', t('rule.hold')), lasting.element));
    const shown = () => line.classList.toggle('off', !used.checked);
    used.addEventListener('change', () => { shown(); if (used.checked) cells[0].focus(); });
    line.addEventListener('input', (event) => { if (event.target !== used && !used.checked) { used.checked = true; shown(); } });
    shown();
    return { element: line, value };

    /** Null: not used. `at`: which of the used ones it is. */
    function value(at) {
      delete line.dataset.field;
      cells.forEach((each) => each.at(null));
      if (!used.checked) return null;
      line.dataset.field = `${field}.${at}`;
      const said = { severity };
      for (const each of cells) each.into(said, `${field}.${at}`);
      if (lasting) said.hold_s = lasting.value() ?? 0;
      return said;
    }
  }

  return {
    element,
    unitChanged: name,
    value() {
      const used = [];
      for (const each of rows) {
        const step = each.value(used.length);
        if (step) used.push(step);
      }
      return used;
    },
  };
}

/** Raise and clear of one side. */
function cell(side, limit, sign, words) {
  const shown = (value) => (value === undefined ? '' : sign * value);
  const raise = number(shown(limit?.raise), `${words}: ${t('rule.raise')}`);
  const clear = number(shown(limit?.clear), `${words}: ${t('rule.clear')}`);
  const at = (path) => {
    for (const [input, name] of [[raise, 'raise'], [clear, 'clear']]) {
      if (path) input.dataset.field = `${path}.${side}.${name}`;
      else delete input.dataset.field;
    }
  };
  return {
    element: el('div.step-side', el('span.narrow-label', words),
      el('label', el('small', t('rule.raise')), raise), el('label', el('small', t('rule.clear')), clear)),
    focus: () => raise.focus(),
    at,
    into(step, path) {
      at(path);
      if (raise.value === '' && clear.value === '') return;
      step[side] = { raise: read(raise, sign) };
      if (clear.value !== '') step[side].clear = read(clear, sign);
    },
  };
}
