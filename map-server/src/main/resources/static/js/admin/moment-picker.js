/** Now, a moment that is often asked for, or any other. */
import { now, timeZone } from '../clock.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { instantOf, wallClock } from '../zoned.js';
import { nextAt } from './moments.js';
import { button } from './table.js';

const SUNDAY = 7;

/** `value()` is an instant as the API takes it; null: now. */
export function momentPicker(onchange) {
  let chosen = null;
  const input = el('input', { type: 'datetime-local', aria: { label: t('moment.other') }, onchange: () => choose(input.value ? instantOf(input.value, timeZone()) : null, true) });
  const quick = [
    [button(t('moment.now'), () => choose(null)), () => null],
    [button(t('moment.sunday'), () => choose(sunday())), sunday],
  ];
  mark();

  function sunday() {
    return nextAt(now(), timeZone(), SUNDAY, '03:00');
  }

  function choose(ms, typed = false) {
    chosen = ms;
    if (!typed) input.value = ms === null ? '' : wallClock(ms, timeZone());
    mark();
    onchange();
  }

  function mark() {
    for (const [each, at] of quick) each.setAttribute('aria-pressed', String(at() === chosen));
  }

  return {
    element: el('div.moments', el('div.segments', { role: 'group', aria: { label: t('moment.when') } }, quick.map(([each]) => each)), input),
    value: () => (chosen === null ? null : new Date(chosen).toISOString()),
  };
}

/** An instant that somebody writes by the clock on the wall. */
export function instantInput(ms) {
  const input = el('input', { type: 'datetime-local', value: ms === null ? '' : wallClock(ms, timeZone()) });
  const at = () => instantOf(input.value, timeZone());
  return { input, value: () => (Number.isNaN(at()) ? null : new Date(at()).toISOString()) };
}
