/** A policy: its steps, and whether they come again. */
import { put, query } from '../api.js';
import { openDialog } from '../dialog.js';
import { el, icon, iconButton, replace } from '../dom.js';
import { t } from '../i18n.js';
import { durationInput } from './duration.js';
import { fieldForm, wrongField } from './field-form.js';
import { place } from './field-errors.js';
import { MEANS } from './person-form.js';
import { button, select } from './table.js';

const TARGETS = ['duty', 'deputies', 'above', 'top', 'control-room'];
const MOST_STEPS = 10;

const whole = (seconds) => (seconds === null ? null : Math.round(seconds));

/** @param kinds utilities of which a new exception may be; null: the policy itself is changed. Resolves to true when it was saved. */
export function policyDialog({ severity, kind, policy }, kinds) {
  const of = kind === 'any' ? t('routing.any') : t('routing.only', { kind: t(`kind.${kind}`) });
  const title = t(kinds ? 'routing.exceptOf' : 'routing.titleOf', { severity: t(`severity.${severity}`), kind: of });
  return openDialog(title, (close) => {
    const utility = kinds && select('kind', kinds.map((each) => [each, t(`kind.${each}`)]), kinds[0]);
    const steps = stepRows(policy.steps);
    const again = repeatFields(policy);
    const save = async () => {
      await put(`/routing/${severity}?${query({ kind: utility ? utility.value : kind })}`, { steps: steps.value(), ...again.value() });
      close(true);
    };
    return fieldForm([utility && place('kind', t('routing.utility'), utility), steps.element, again.element], save, t('save'));
  }, { wide: true });
}

function stepRows(given) {
  const steps = given.map(stepFields);
  const list = el('ol.policy-steps');
  const add = button([icon('plus'), t('routing.stepAdd')], () => {
    const last = steps.at(-1)?.value().afterSeconds;
    steps.push(stepFields({ afterSeconds: last === undefined ? 0 : (last ?? 0) + 300, who: 'duty', by: [] }));
    draw();
    list.lastElementChild.querySelector('input').focus();
  });
  draw();

  function draw() {
    replace(list, steps.map((step, at) => el('li.policy-step', { data: { field: `steps[${at}]` } }, step.fields(at),
      iconButton('close', t('routing.stepRemove'), () => { steps.splice(at, 1); draw(); add.focus(); }))), !steps.length && el('li.muted', t('routing.digest')));
    add.disabled = steps.length >= MOST_STEPS;
  }

  return {
    element: el('div.field', { data: { field: 'steps' } }, el('span', t('routing.steps')), el('small', t('routing.stepsHint')), list, add),
    value: () => steps.map(({ value }, at) => {
      const step = value();
      if (step.afterSeconds === null) throw wrongField(`steps[${at}].afterSeconds`, t('routing.needsTime'));
      return step;
    }),
  };
}

/** The fields of one step; a step without means of its own goes by those of each person. */
function stepFields({ afterSeconds, who, by }) {
  const after = durationInput(afterSeconds, t('routing.afterLabel'));
  const target = select('', TARGETS.map((each) => [each, t(`target.${each}`)]), who);
  const boxes = MEANS.map((means) => el('input', { type: 'checkbox', value: means, checked: by.includes(means) }));
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const summary = el('summary');
  const means = el('details.by', summary, el('div.kind-ticks', boxes.map((box) => el('label.tick', box, t(`means.${box.value}`)))));
  const say = () => { summary.textContent = chosen().length ? t('routing.by', { means: chosen().map((each) => t(`means.${each}`)).join(t('comma')) }) : t('routing.ownWays'); };
  const hide = () => { means.hidden = target.value === 'control-room'; };
  means.addEventListener('change', say);
  target.addEventListener('change', hide);
  say();
  hide();
  return {
    fields: (at) => [el('div.step-after', { data: { field: `steps[${at}].afterSeconds` } }, el('span', t('routing.afterLabel')), after.element),
      el('label', { data: { field: `steps[${at}].who` } }, el('span', t('routing.who')), target), means],
    value: () => ({ afterSeconds: whole(after.value()), who: target.value, by: target.value === 'control-room' ? [] : chosen() }),
  };
}

function repeatFields({ repeatSeconds, repeats }) {
  const mode = select('', ['not', 'times', 'always'].map((each) => [each, t(`routing.repeat.${each}`)]), repeatSeconds ? (repeats ? 'times' : 'always') : 'not');
  const every = durationInput(repeatSeconds || 300, t('routing.everyLabel'));
  const times = el('input', { type: 'number', min: '1', max: '1000', step: '1', value: repeats || 3 });
  const interval = place('repeatSeconds', t('routing.everyLabel'), every.element);
  const often = place('repeats', t('routing.timesLabel'), times);
  const hide = () => {
    interval.hidden = mode.value === 'not';
    often.hidden = mode.value !== 'times';
  };
  mode.addEventListener('change', hide);
  hide();
  return {
    element: el('div.fields', place('repeat', t('routing.repeat'), mode), interval, often),
    value() {
      if (mode.value === 'not') return { repeatSeconds: 0, repeats: 0 };
      if (!every.value()) throw wrongField('repeatSeconds', t('routing.needsTime'));
      if (mode.value === 'times' && !(Number(times.value) >= 1)) throw wrongField('repeats', t('routing.needsTimes'));
      return { repeatSeconds: whole(every.value()), repeats: mode.value === 'times' ? Number(times.value) : 0 };
    },
  };
}
