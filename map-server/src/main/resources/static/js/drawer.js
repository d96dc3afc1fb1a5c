/** The drawer on the right; on a phone a sheet from below with three heights. One thing at a time. */
import { el, iconButton } from './dom.js';
import { t } from './i18n.js';

const HEIGHTS = ['low', 'half', 'full'];

/** @param onClose the visitor has closed it */
export function createDrawer(element, onClose) {
  const grip = el('button.grip', { type: 'button', aria: { label: t('sheet.resize') } });
  let leave = () => {};

  function show(panel, { focus = false } = {}) {
    leave();
    leave = panel.leave ?? (() => {});
    const heading = el('h2', { tabindex: '-1' }, panel.title);
    const head = el('header.drawer-head', el('div.drawer-title', heading, panel.subtitle && el('p', panel.subtitle)),
      el('div.drawer-tools', panel.tools ?? [], iconButton('close', t('close'), () => onClose())));
    element.setAttribute('aria-label', panel.label ?? panel.title);
    element.replaceChildren(grip, head, el('div.drawer-body', panel.body));
    if (element.hidden || panel.tall) element.dataset.height = panel.tall ? 'full' : 'half';
    element.hidden = false;
    document.body.classList.add('with-drawer');
    if (focus) heading.focus();
  }

  function hide() {
    leave();
    leave = () => {};
    element.hidden = true;
    document.body.classList.remove('with-drawer');
    element.replaceChildren();
  }

  draggable(element, grip);
  return { show, hide, get open() { return !element.hidden; } };
}

/** The grip is dragged, or clicked through the heights. */
export function draggable(element, grip) {
  let from = null;
  const set = (at) => (element.dataset.height = HEIGHTS[Math.min(Math.max(at, 0), 2)]);
  grip.addEventListener('pointerdown', (event) => {
    grip.setPointerCapture(event.pointerId);
    from = { y: event.clientY, moved: false };
  });
  grip.addEventListener('pointermove', (event) => {
    if (from && Math.abs(event.clientY - from.y) > 12) from.moved = true;
  });
  grip.addEventListener('pointerup', (event) => {
    if (!from) return;
    const at = HEIGHTS.indexOf(element.dataset.height);
    const moved = from.y - event.clientY;
    if (from.moved) set(at + Math.sign(moved) * (Math.abs(moved) > innerHeight * 0.4 ? 2 : 1));
    else set((at + 1) % 3);
    from = null;
  });
  grip.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') set((HEIGHTS.indexOf(element.dataset.height) + 1) % 3);
  });
}
