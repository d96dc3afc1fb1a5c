/** All rules by kind: what each judges, whether it is on, how many devices it watches and alerts it holds open. */
import { get, put } from '../api.js';
import { ago } from '../clock.js';
import { notify } from '../dialog.js';
import { debounce, el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { KINDS } from '../states.js';
import { ruleOnly } from './rule-diff.js';
import { conditionLine, kindOf, titleOf } from './rule-text.js';
import { attempt, fill, select } from './table.js';

const GROUPS = [...KINDS, 'any'];

export async function ruleList({ body, tools, vocabulary, mayEdit }) {
  const asked = { text: '', kind: '', state: '' };
  const list = el('div');
  let rules = [];
  const search = el('input', { type: 'search', placeholder: t('rules.search'), aria: { label: t('rules.search') }, oninput: debounce(() => ask({ text: search.value.trim().toLowerCase() }), 120) });
  const kinds = select('kind', [['', t('devices.allKinds')], ...GROUPS.map((kind) => [kind, groupName(kind)])]);
  const states = select('state', ['', 'on', 'off', 'standing'].map((state) => [state, t(`rules.state.${state || 'all'}`)]));
  kinds.setAttribute('aria-label', t('device.kind'));
  states.setAttribute('aria-label', t('devices.state'));
  kinds.addEventListener('change', () => ask({ kind: kinds.value }));
  states.addEventListener('change', () => ask({ state: states.value }));

  replace(tools, mayEdit && el('a.button.primary', { href: '#rules/new' }, icon('plus'), t('rules.new')));
  replace(body, el('div.filters', search, kinds, states), list);
  const keys = (event) => {
    if (event.key !== '/' || event.target.closest('input, select, textarea, dialog')) return;
    event.preventDefault();
    search.focus();
  };
  addEventListener('keydown', keys);
  await refresh();
  return () => removeEventListener('keydown', keys);

  async function refresh() {
    await fill(list, async () => {
      rules = await get('/rules');
      return draw();
    });
  }

  function ask(change) {
    Object.assign(asked, change);
    replace(list, draw());
  }

  function found(rule) {
    return (!asked.kind || kindOf(rule) === asked.kind)
      && (!asked.state || (asked.state === 'standing' ? rule.standing > 0 : rule.enabled === (asked.state === 'on')))
      && (!asked.text || textOf(rule).includes(asked.text));
  }

  function draw() {
    const shown = rules.filter(found);
    if (!shown.length) return rules.length ? empty('search', t('rules.nothing'), t('rules.nothingHint')) : empty('rules', t('rules.none'), t('rules.noneHint'));
    return GROUPS.map((kind) => [kind, shown.filter((rule) => kindOf(rule) === kind)]).filter(([, members]) => members.length)
      .map(([kind, members]) => el('section.rule-group', el('h2', kind !== 'any' && icon(kind), groupName(kind), el('span.muted', String(members.length))),
        el('ul.rule-list', members.toSorted((a, b) => titleOf(a).localeCompare(titleOf(b))).map(line))));
  }

  function line(rule) {
    const toggle = el('button.switch', { type: 'button', role: 'switch', disabled: !mayEdit, aria: { checked: String(rule.enabled), label: t('rules.switch', { title: titleOf(rule) }) }, onclick: () => turn(rule) });
    return el(`li.rule-row${rule.enabled ? '' : '.off'}`, { data: { code: rule.code } }, toggle,
      el('div.rule-name', el('a', { href: `#rules/${rule.id}` }, titleOf(rule)), el('small', rule.code)),
      conditionLine(rule.condition, vocabulary.unitOf),
      el('div.rule-counts',
        el('span', { class: rule.watching ? '' : 'muted' }, t('rules.watching', { n: rule.watching })),
        el('span', { class: rule.standing ? 'standing' : 'muted' }, t('rules.standing', { n: rule.standing })),
        el('small', rule.changedBy ? [rule.changedBy, ' · ', ago(rule.changedAt)] : t('rule.byDefault'))));
  }

  /** Reversible, so it is done at once and can be taken back. */
  async function turn(rule) {
    const enabled = !rule.enabled;
    await attempt(async () => {
      const now = await put(`/rules/${rule.id}?version=${rule.version}`, { ...ruleOnly(rule), enabled });
      const undo = { label: t('undo'), run: () => turn(now) };
      notify(t(enabled ? 'rules.switchedOn' : 'rules.switchedOff', { title: titleOf(rule) }), 'good', undo);
    });
    const focused = rule.code;
    await refresh();
    list.querySelector(`[data-code="${focused}"] .switch`)?.focus();
  }
}

const groupName = (kind) => t(kind === 'any' ? 'rules.anyKind' : `kind.${kind}`);

const textOf = ({ code, texts, condition, source }) =>
  [code, texts.title.zh, texts.title.en, source, ...(condition.quantities ?? []), ...(condition.types ?? [])].join(' ').toLowerCase();
