/** One thing out of many: typed, looked up, chosen. What is not found cannot be chosen. */
import { debounce, el, replace } from '../dom.js';
import { t } from '../i18n.js';

const SHOWN = 12;
let count = 0;

/** @param options `label`, `value` or null, `name(value)`, `suggest(text)` resolves to `[{value, label, detail}]`, `onchange(value)` */
export function pickOne({ label, value = null, name = String, suggest, onchange = () => {}, placeholder = t('pick.one') }) {
  const id = `pick-${++count}`;
  let chosen = value;
  let chosenName = value === null ? '' : name(value);
  let found = [];
  let active = -1;
  let turn = 0;
  const list = el('div.results', { id, role: 'listbox', hidden: true, aria: { label } });
  const input = el('input', {
    value: chosenName, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', role: 'combobox', placeholder,
    aria: { label, controls: id, expanded: 'false', autocomplete: 'list' },
    onkeydown: key, onfocus: () => input.select(), onclick: () => ask(''), oninput: debounce(() => ask(input.value.trim()), 150),
  });
  const element = el('div.chips.pick-one', input, list);
  element.addEventListener('focusout', (event) => element.contains(event.relatedTarget) || leave());

  async function ask(text) {
    const mine = ++turn;
    const answer = await suggest(text).catch(() => []);
    if (mine !== turn || document.activeElement !== input) return;
    found = answer.slice(0, SHOWN);
    active = text && found.length ? 0 : -1;
    replace(list, found.map((each, at) => el('div.result', { role: 'option', id: `${id}-${at}`, onpointerdown: (event) => { event.preventDefault(); choose(each); } },
      el('span', el('strong', each.label), each.detail && el('small', each.detail)))), !found.length && text && el('p.muted.nothing', t('pick.nothing')));
    open(list.hasChildNodes());
    mark();
  }

  function choose(each) {
    const changed = each?.value !== chosen;
    chosen = each?.value ?? null;
    chosenName = each?.label ?? '';
    input.value = chosenName;
    open(false);
    if (changed) onchange(chosen);
  }

  /** Emptied means nobody; anything else that was typed and not chosen means nothing. */
  function leave() {
    turn++;
    open(false);
    if (!input.value.trim() && chosen !== null) choose(null);
    else input.value = chosenName;
  }

  function mark() {
    [...list.querySelectorAll('.result')].forEach((each, at) => {
      each.classList.toggle('active', at === active);
      each.setAttribute('aria-selected', String(at === active));
      if (at === active) each.scrollIntoView({ block: 'nearest' });
    });
    if (active >= 0) input.setAttribute('aria-activedescendant', `${id}-${active}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute('aria-expanded', String(yes));
  }

  function key(event) {
    if (event.key === 'Enter') {
      if (list.hidden || active < 0) return;
      choose(found[active]);
    } else if (event.key === 'ArrowDown' && list.hidden) {
      ask('');
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length) {
      active = (active + (event.key === 'ArrowDown' ? 1 : found.length + (active < 0 ? 0 : -1))) % found.length;
      open(true);
      mark();
    } else if (event.key === 'Escape' && !list.hidden) {
      input.value = chosenName;
      open(false);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  return { element, value: () => chosen, clear: () => choose(null) };
}

/** Those of a list that is known already whose label or detail has the text. */
export const among = (entries) => async (text) => {
  const asked = text.toLowerCase();
  return entries.filter(({ label, detail }) => `${label} ${detail ?? ''}`.toLowerCase().includes(asked));
};

/** The people one can choose from. */
export const amongPeople = (people) => among(people.filter(({ retired }) => !retired).map(({ id, name, detail }) => ({ value: id, label: name, detail })));
