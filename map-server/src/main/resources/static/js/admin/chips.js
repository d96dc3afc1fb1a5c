/** Several names in one field: each a chip that can be taken away, with suggestions for the next one. */
import { debounce, el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';

let count = 0;

/** @param options `label`, `values`, `suggest(text)` resolves to `[{value, label}]`, `name(value)` how a chip reads, `onchange` */
export function chips({ label, values, suggest, name = (value) => value, placeholder = t('chips.add'), onchange = () => {} }) {
  const chosen = [...values];
  const id = `chips-${++count}`;
  let found = [];
  let active = -1;
  let turn = 0;
  const list = el('div.results', { id, role: 'listbox', hidden: true, aria: { label } });
  const input = el('input', {
    autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', role: 'combobox', placeholder,
    aria: { label, controls: id, expanded: 'false', autocomplete: 'list' }, onkeydown: key, onfocus: () => ask(), oninput: debounce(() => ask(), 150),
  });
  const row = el('div.chips-row');
  const element = el('div.chips', row, list);
  element.addEventListener('focusout', (event) => element.contains(event.relatedTarget) || leave());
  draw();

  function draw() {
    replace(row, chosen.map((value) => el('span.chip', name(value),
      el('button', { type: 'button', title: t('chips.remove', { name: value }), aria: { label: t('chips.remove', { name: value }) }, onclick: () => take(value) }, icon('close')))), input);
  }

  function add(value) {
    const clean = value.trim();
    input.value = '';
    if (clean && !chosen.includes(clean)) {
      chosen.push(clean);
      draw();
      onchange();
    }
    input.focus();
    open(false);
  }

  function take(value) {
    chosen.splice(chosen.indexOf(value), 1);
    draw();
    input.focus();
    onchange();
  }

  async function ask() {
    const mine = ++turn;
    const text = input.value.trim();
    const answer = await suggest(text).catch(() => []);
    if (mine !== turn || document.activeElement !== input) return;
    found = answer.filter(({ value }) => !chosen.includes(value)).slice(0, 12);
    active = text && found.length ? 0 : -1;
    replace(list, found.map((each, at) => el('div.result', { role: 'option', id: `${id}-${at}`, onpointerdown: (event) => { event.preventDefault(); add(each.value); } },
      el('span', el('strong', each.label), each.label !== each.value && el('small', each.value)))));
    open(found.length > 0);
    mark();
  }

  function mark() {
    [...list.children].forEach((each, at) => {
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

  /** What was typed counts, even if nobody pressed Enter. */
  function leave() {
    turn++;
    open(false);
    const text = input.value.trim();
    input.value = '';
    if (!text || chosen.includes(text)) return;
    chosen.push(text);
    draw();
    onchange();
  }

  function key(event) {
    if (event.key === 'Enter' || event.key === ',') {
      if (!input.value.trim() && active < 0) {
        if (event.key === 'Enter') event.preventDefault();
        return;
      }
      add(active >= 0 && !list.hidden ? found[active].value : input.value);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (found.length) active = (active + (event.key === 'ArrowDown' ? 1 : found.length + (active < 0 ? 0 : -1))) % found.length;
      open(found.length > 0);
      mark();
    } else if (event.key === 'Backspace' && !input.value && chosen.length) take(chosen.at(-1));
    else if (event.key === 'Escape' && !list.hidden) {
      open(false);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  return { element, value: () => [...chosen] };
}

/** Suggestions out of a list that is known already. */
export const fromList = (entries) => async (text) => {
  const asked = text.toLowerCase();
  return entries.filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(asked));
};
