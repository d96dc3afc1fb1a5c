/** A list of any length with only the rows on screen in the document. Arrow keys walk it. */
import { el } from './dom.js';

const HEIGHT = 56;
const MARGIN = 6;

/** @param row `row(item)` gives the content of one row; `pick(item, event)` is told what was chosen */
export function virtualList({ row, pick, label }) {
  const rows = el('ul.vlist-rows', { role: 'listbox', aria: { label } });
  const box = el('div.vlist', { tabindex: '-1' }, rows);
  let items = [];
  let active = 0;
  let drawn = '';

  function draw(force) {
    const from = Math.max(0, Math.floor(box.scrollTop / HEIGHT) - MARGIN);
    const to = Math.min(items.length, Math.ceil((box.scrollTop + (box.clientHeight || 600)) / HEIGHT) + MARGIN);
    if (!force && drawn === `${from}-${to}`) return;
    drawn = `${from}-${to}`;
    const focused = rows.contains(document.activeElement);
    rows.style.height = `${items.length * HEIGHT}px`;
    rows.replaceChildren(...items.slice(from, to).map((item, k) => line(item, from + k)));
    if (focused) rows.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  function line(item, at) {
    const element = el('li.vlist-row', {
      role: 'option', tabindex: at === active ? '0' : '-1', data: { at },
      aria: { selected: 'false', setsize: items.length, posinset: at + 1 },
    }, row(item));
    element.style.transform = `translateY(${at * HEIGHT}px)`;
    return element;
  }

  function go(to) {
    active = Math.min(Math.max(to, 0), items.length - 1);
    const top = active * HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    if (top + HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + HEIGHT - box.clientHeight;
    draw(true);
    rows.querySelector(`[data-at="${active}"]`)?.focus({ preventScroll: true });
  }

  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e9, End: 1e9 };
  rows.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') pick(items[active], event);
    else if (STEPS[event.key]) go(active + STEPS[event.key]);
    else return;
    event.preventDefault();
  });
  rows.addEventListener('click', (event) => {
    const at = event.target.closest('[data-at]')?.dataset.at;
    if (at !== undefined) pick(items[(active = Number(at))], event);
  });
  box.addEventListener('scroll', () => draw(false), { passive: true });
  new ResizeObserver(() => draw(true)).observe(box);

  return {
    element: box,
    show(next) {
      items = next;
      active = Math.min(active, Math.max(items.length - 1, 0));
      draw(true);
    },
    focus: () => go(active),
  };
}
