/** Dialogs, questions, and short notices. Built on the browser's own dialog: focus stays inside, Esc closes. */
import { el, icon, iconButton } from './dom.js';
import { said, t } from './i18n.js';

/** Opens a dialog; resolves when it is closed. `build(close)` gives its content. */
export function openDialog(title, build, { wide = false } = {}) {
  return new Promise((resolve) => {
    let answer;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    const dialog = el(`dialog.dialog${wide ? '.wide' : ''}`, { aria: { label: title } },
      el('header.dialog-head', el('h2', title), iconButton('close', t('close'), () => close())),
      el('div.dialog-body', build(close)));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.addEventListener('pointerdown', (event) => {
      if (event.target === dialog) close();
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector('[autofocus]') ?? dialog.querySelector('.dialog-body :is(input, textarea, select, button)'))?.focus();
  });
}

/** Asks before something is lost; names what. Resolves to true or undefined. */
export function confirmLoss(title, message, action) {
  return openDialog(title, (close) => [
    el('p', message),
    el('div.buttons',
      el('button.danger', { type: 'button', onclick: () => close(true) }, action),
      el('button', { type: 'button', autofocus: true, onclick: () => close() }, t('cancel'))),
  ]);
}

/** Shows a secret that will never be shown again. */
export function showSecret(title, explanation, secret, more = null) {
  return openDialog(title, (close) => [
    el('p', explanation),
    copyable(secret),
    more,
    el('div.buttons', el('button.primary', { type: 'button', onclick: () => close() }, t('noted'))),
  ]);
}

/** Text to be copied, with a button that does. */
export function copyable(text) {
  const button = el('button', { type: 'button', onclick: () => copy(text).then(() => button.replaceChildren(icon('check'), ` ${t('copied')}`)) }, t('copy'));
  return el('div.copyable', el('code', text), button);
}

export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el('textarea.offscreen', { value: text }); // plain HTTP has no clipboard
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** A short notice at the bottom; `tone` is `good` or `bad`, `offer` a `{label, run}` that takes it back. */
export function notify(text, tone = 'good', offer = null) {
  let stack = document.getElementById('notices');
  if (!stack) document.body.append((stack = el('div.notices', { id: 'notices', role: 'status' })));
  const notice = el(`div.notice.${tone}`, icon(tone === 'bad' ? 'warning' : 'check'), el('span', text),
    offer && el('button', { type: 'button', onclick: () => { notice.remove(); offer.run(); } }, offer.label));
  stack.append(notice);
  setTimeout(() => notice.remove(), tone === 'bad' || offer ? 9000 : 4000);
}

/** What went wrong, in words: what failed, and what to try. */
export function explain(error) {
  if (error?.status === 0) return t('error.unreachable');
  if (error?.status === 403) return t('error.forbidden');
  if (error?.status >= 500) return t('error.server');
  return said(error?.message ?? String(error));
}

export const notifyError = (error) => notify(explain(error), 'bad');
