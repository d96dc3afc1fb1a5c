/** Tables that come in pages, and the small parts of the operator's forms. */
import { explain, notifyError } from '../dialog.js';
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';
import { failed } from '../parts.js';

/** @param columns `[title, cell(item), class?]` */
export function table(columns, items, pick) {
  return el('div.table-box', el('table',
    el('thead', el('tr', columns.map(([title, , className]) => el(`th${className ? `.${className}` : ''}`, { scope: 'col' }, title)))),
    el('tbody', items.map((item) => row(columns, item, pick)))));
}

function row(columns, item, pick) {
  const cells = columns.map(([, cell, className]) => el(`td${className ? `.${className}` : ''}`, cell(item)));
  if (!pick) return el('tr', cells);
  return el('tr.pick', { tabindex: '0', onclick: (event) => event.target.closest('a, button') || pick(item), onkeydown: (event) => event.key === 'Enter' && event.target === event.currentTarget && pick(item) }, cells);
}

/** Runs what loads a part of the page; what fails is said where it would stand. */
export async function fill(element, load) {
  if (!element.hasChildNodes()) replace(element, el('p.muted', t('loading')));
  try {
    replace(element, await load());
  } catch (error) {
    replace(element, failed(explain(error), () => fill(element, load)));
  }
}

export const button = (label, onclick, className = '') => el(`button${className && `.${className}`}`, { type: 'button', onclick }, label);

export function field(label, input, hint) {
  return el('label.field', el('span', label), input, hint && el('small', hint));
}

export const option = (value, label, selected) => el('option', { value, selected }, label);

export function select(name, options, chosen) {
  return el('select', { name }, options.map(([value, label]) => option(value, label, value === chosen)));
}

/** A form whose problems stand above its fields; `save(values)` gets its fields by name. */
export function form(content, save, label, extra = []) {
  const error = el('p.form-error', { role: 'alert', hidden: true });
  const submit = el('button.primary', { type: 'submit' }, label);
  async function onsubmit(event) {
    event.preventDefault();
    submit.disabled = true;
    error.hidden = true;
    try {
      await save(Object.fromEntries(new FormData(event.target)));
    } catch (problem) {
      error.textContent = explain(problem);
      error.hidden = false;
    } finally {
      submit.disabled = false;
    }
  }
  return el('form', { onsubmit }, error, content, el('div.buttons', submit, extra));
}

/** Does something and says if it failed. */
export async function attempt(run) {
  try {
    return await run();
  } catch (error) {
    notifyError(error);
    return undefined;
  }
}

/** A list that is read page by page, backwards from the newest. */
export function endless(load, draw, size) {
  const rows = el('div');
  const more = el('button.more', { type: 'button', hidden: true, onclick: () => next() }, t('more'));
  let all = [];
  async function next() {
    more.disabled = true;
    await attempt(async () => {
      const page = await load(all.at(-1));
      all = all.concat(page);
      replace(rows, draw(all));
      more.hidden = page.length < size;
    });
    more.disabled = false;
  }
  return { element: el('div', rows, more), restart: () => { all = []; return next(); } };
}
