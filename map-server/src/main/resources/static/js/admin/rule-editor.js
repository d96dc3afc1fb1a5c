/** One rule: everything about it in plain fields, and what can be done with it. */
import { get, post, put, del } from '../api.js';
import { ago } from '../clock.js';
import { explain, notify, openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { said, t } from '../i18n.js';
import { ruleTrial } from '../rule-trial.js';
import { clearErrors, showError } from './field-errors.js';
import { begin, conditionForm } from './rule-condition.js';
import { resolveConflict } from './rule-conflict.js';
import { differences, ruleOnly } from './rule-diff.js';
import { originSection, scheduleSection, textsSection, watchSection } from './rule-sections.js';
import { titleOf } from './rule-text.js';
import { attempt, button } from './table.js';

/** What somebody had begun and not saved when they left, by the address of the page; gone with the page itself. */
const drafts = new Map();

const EMPTY = { code: '', enabled: true, watch: { kinds: [], models: [], tags: [], grids: [], devices: [] }, condition: begin('level'), schedule: null, texts: null, source: '' };

/** @param context `body`, `tools`, `vocabulary`, `grids`, `mayEdit`; @param options `id` of the rule, or of the one to `copy` */
export async function ruleEditor(context, { id, copy }) {
  const stored = id || copy ? await get(`/rules/${id ?? copy}`) : null;
  const key = location.hash;
  const first = copy ? { ...ruleOnly(stored), code: `${stored.code}-2`.slice(0, 60), enabled: false } : stored ? ruleOnly(stored) : structuredClone(EMPTY);
  const seen = id ? stored : null;
  const form = draw(context, first, seen, key);
  if (drafts.has(key)) offerDraft(context, form, drafts.get(key), seen, key);
  return () => leave(key);
}

let current = null;

function leave(key) {
  if (current?.dirty()) drafts.set(key, current.value());
  current = null;
  removeEventListener('beforeunload', warn);
}

function warn(event) {
  if (current?.dirty()) event.preventDefault();
}

function offerDraft(context, form, draft, seen, key) {
  drafts.delete(key);
  const bar = el('div.notice-bar', { role: 'status' }, el('span', t('rule.draft')),
    button(t('rule.draftTake'), () => draw(context, draft, seen, key, form.initial)), button(t('rule.draftDrop'), () => bar.remove()));
  context.body.prepend(bar);
}

/** Fills the page with the fields of `rule`; `initial` is what it is compared with. */
function draw(context, rule, seen, key, initial = null) {
  const { body, tools, mayEdit } = context;
  const form = fields(rule, seen, context);
  const error = el('p.form-error', { role: 'alert', hidden: true });
  const save = el('button.primary', { type: 'submit', disabled: !mayEdit }, t('save'));
  const trial = mayEdit ? ruleTrial({ rule: form.value, stored: seen && !seen.ended ? seen : null }) : null;
  const element = el('form.rule-form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(seen?.version); }, onchange: () => trial?.look(), onclick: () => trial?.look() },
    el('fieldset.bare', { disabled: !mayEdit }, form.sections),
    trial?.element,
    mayEdit && el('div.save-bar', error, el('div.buttons', save, el('a.button', { href: '#rules' }, t('cancel')))));
  replace(body, head(rule, seen, mayEdit), element);
  replace(tools, hands(context, seen));
  if (seen) showWarnings(element, seen.warnings ?? []);
  const begun = initial ?? JSON.stringify(form.value());
  current = { value: form.value, initial: begun, dirty: () => mayEdit && JSON.stringify(form.value()) !== begun };
  addEventListener('beforeunload', warn);
  return current;

  async function submit(version) {
    clearErrors(element);
    error.hidden = true;
    const draft = form.value();
    if (seen && version === seen.version && !differences(seen, draft).length) return notify(t('rule.same'));
    save.disabled = true;
    try {
      const now = seen ? await put(`/rules/${seen.id}?version=${version}`, draft) : await post('/rules', draft);
      current = null;
      notify(t('saved'));
      if (seen) draw(context, ruleOnly(now), now, key);
      else location.hash = `#rules/${now.id}`;
    } catch (problem) {
      await refused(problem, draft);
    } finally {
      save.disabled = false;
    }
  }

  async function refused(problem, draft) {
    const theirs = problem.body?.current;
    if (problem.status === 409 && theirs) {
      const choice = await resolveConflict(theirs, draft);
      if (choice === 'theirs') draw(context, ruleOnly(theirs), theirs, key);
      if (choice === 'mine') await submit(theirs.version);
      return;
    }
    const field = problem.status === 400 && problem.body?.field;
    const shown = field && showError(element, field, explain(problem));
    error.textContent = shown ? t('rule.seeField') : explain(problem);
    error.hidden = false;
  }
}

function fields(rule, seen, context) {
  const texts = textsSection(rule.texts);
  const condition = conditionForm(rule.condition, { field: 'condition', vocabulary: context.vocabulary });
  const watch = watchSection(rule.watch, context);
  const schedule = scheduleSection(rule.schedule);
  const origin = originSection(rule, { fixed: Boolean(seen), title: texts.englishTitle });
  const enabled = el('input', { type: 'checkbox', checked: rule.enabled });
  const section = (name, content) => el('section.panel', { id: `rule-${name}` }, el('h2', t(`rule.section.${name}`)), content);
  return {
    sections: [
      section('words', [texts.element, el('label.tick', enabled, t('rule.enabled'))]),
      section('condition', condition.element), section('watch', watch.element), section('schedule', schedule.element), section('origin', origin.element),
    ],
    value: () => ({ ...origin.value(), enabled: enabled.checked, watch: watch.value(), condition: condition.value(), schedule: schedule.value(), texts: texts.value() }),
  };
}

function head(rule, seen, mayEdit) {
  return el('div.rule-head', el('a', { href: '#rules' }, icon('back'), t('rules.all')),
    el('h2', { tabindex: '-1' }, rule.texts ? titleOf(rule) : t('rules.new')),
    seen && el('p.muted', t('rule.version', { n: seen.version }), ' · ', seen.changedBy || t('rule.byDefault'), ' · ', ago(seen.changedAt), ' · ',
      t('rules.watching', { n: seen.watching ?? '–' }), ' · ', t('rules.standing', { n: seen.standing ?? '–' })),
    seen?.ended && el('p.form-error', t('rule.ended')),
    !mayEdit && el('p.hint', t('rule.readOnly')));
}

function showWarnings(element, warnings) {
  for (const { field, message } of warnings) showError(element, field, said(message), 'hint-warning');
}

function hands({ mayEdit }, seen) {
  if (!seen) return [];
  return [el('a.button', { href: `#rules/${seen.id}/history` }, t('rule.history')),
    mayEdit && el('a.button', { href: `#rules/copy/${seen.id}` }, t('rule.copy')),
    mayEdit && !seen.ended && button(t('rule.delete'), () => askDelete(seen), 'danger')].filter(Boolean);
}

/** Deleting is for ever, so the reversible way stands beside it. */
async function askDelete(seen) {
  const choice = await openDialog(t('rule.delete'), (close) => [
    el('p', t('rule.deleteWhat', { title: titleOf(seen), n: seen.standing ?? 0, code: seen.code })),
    el('div.buttons', button(t('rule.delete'), () => close('delete'), 'danger'), seen.enabled && button(t('rule.offInstead'), () => close('off')),
      el('button', { type: 'button', autofocus: true, onclick: () => close() }, t('cancel'))),
  ]);
  if (!choice) return;
  await attempt(async () => {
    if (choice === 'delete') await del(`/rules/${seen.id}`);
    else await put(`/rules/${seen.id}?version=${seen.version}`, { ...ruleOnly(seen), enabled: false });
    current = null;
    notify(t(choice === 'delete' ? 'rule.deleted' : 'rules.switchedOff', { title: titleOf(seen) }));
    location.hash = '#rules';
  });
}
