/** A list of any length with only the rows on screen in the document. Arrow keys walk it. */
import { el } from './dom.js';

const HEIGHT = 56;
const MARGIN = 6;

/**
 * @param row `row(item)` gives the content of one row; `pick(item, event)` is told what was chosen; `height()` of a row;
 *     `keyOf(item)` makes the list steady: what is read stays where it is when others come and go, and a row whose
 *     `stampOf(item)` is the same stays the same element; `roles` of the list and its rows; `walked(item)` is told where the keys are
 */
export function virtualList({ row, pick, label, height = () => HEIGHT, keyOf = null, stampOf = null, roles = ['listbox', 'option'], walked = () => {} }) {
  const rows = el('ul.vlist-rows', { role: roles[0], aria: { label } });
  const box = el('div.vlist', { tabindex: '-1' }, rows);
  let items = [];
  let active = 0;
  let drawn = '';
  let kept = new Map(); // key -> {stamp, element}

  function draw(force) {
    const high = height();
    const from = Math.max(0, Math.floor(box.scrollTop / high) - MARGIN);
    const to = Math.min(items.length, Math.ceil((box.scrollTop + (box.clientHeight || 600)) / high) + MARGIN);
    if (!force && drawn === `${from}-${to}`) return;
    drawn = `${from}-${to}`;
    const focused = rows.contains(document.activeElement);
    rows.style.height = `${items.length * high}px`;
    const next = new Map();
    const elements = items.slice(from, to).map((item, k) => line(item, from + k, high, next));
    kept = next;
    put(elements);
    if (focused && !rows.contains(document.activeElement)) rows.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  /** Elements that stay are not taken out: a click that has begun on them still ends there. */
  function put(elements) {
    const wanted = new Set(elements);
    for (const element of [...rows.children]) if (!wanted.has(element)) element.remove();
    elements.forEach((element, k) => rows.children[k] !== element && rows.insertBefore(element, rows.children[k] ?? null));
  }

  function line(item, at, high, next) {
    const key = keyOf?.(item);
    const stamp = stampOf?.(item);
    const was = kept.get(key);
    const element = was && was.stamp === stamp && stamp !== undefined ? was.element : el('li.vlist-row', { role: roles[1] }, row(item));
    if (keyOf) next.set(key, { stamp, element });
    element.setAttribute('tabindex', at === active ? '0' : '-1');
    element.dataset.at = at;
    if (roles[1] === 'option') for (const [name, value] of [['selected', 'false'], ['setsize', items.length], ['posinset', at + 1]]) element.setAttribute(`aria-${name}`, value);
    element.style.transform = `translateY(${at * high}px)`;
    element.style.height = `${high}px`;
    return element;
  }

  function go(to, focus = true) {
    active = Math.min(Math.max(to, 0), Math.max(items.length - 1, 0));
    const high = height();
    const top = active * high;
    if (top < box.scrollTop) box.scrollTop = top;
    if (top + high > box.scrollTop + box.clientHeight) box.scrollTop = top + high - box.clientHeight;
    draw(true);
    if (focus) rows.querySelector(`[data-at="${active}"]`)?.focus({ preventScroll: true });
    walked(items[active]);
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 };
  rows.addEventListener('keydown', (event) => {
    if (event.target.closest('button, input, a') && !STEPS[event.key]) return; // they answer for themselves
    if (event.key === 'Enter' || event.key === ' ') pick(items[active], event);
    else if (STEPS[event.key]) go(active + STEPS[event.key]);
    else return;
    event.preventDefault();
  });
  rows.addEventListener('click', (event) => {
    const at = event.target.closest('[data-at]')?.dataset.at;
    if (at === undefined) return;
    active = Number(at);
    pick(items[active], event);
  });
  box.addEventListener('scroll', () => draw(false), { passive: true });
  new ResizeObserver(() => draw(true)).observe(box);

  /** Where the first row on screen that is still there will stand, so that it does not move under the reader's eyes. */
  function anchored(next) {
    if (!keyOf || box.scrollTop <= 0) return null;
    const high = height();
    const places = new Map(next.map((item, at) => [keyOf(item), at]));
    for (let at = Math.floor(box.scrollTop / high); at < items.length; at++) {
      const there = places.get(keyOf(items[at]));
      if (there !== undefined) return box.scrollTop + (there - at) * high;
    }
    return null;
  }

  return {
    element: box,
    show(next) {
      const top = anchored(next);
      const here = keyOf && items.length ? next.findIndex((item) => keyOf(item) === keyOf(items[active])) : -1;
      items = next;
      active = here >= 0 ? here : Math.min(active, Math.max(items.length - 1, 0));
      rows.style.height = `${items.length * height()}px`;
      if (top !== null) box.scrollTop = top;
      draw(true);
    },
    /** Draws the rows on screen anew, as when something they show has changed. */
    refresh: () => draw(true),
    step: (n) => go(active + n),
    at: () => items[active],
    goTo: (item, focus) => go(items.indexOf(item), focus),
    focus: () => go(active),
  };
}
