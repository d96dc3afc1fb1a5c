/** Keys that work anywhere on the map page, except where somebody is typing. */

/** @param keys `{'/': f, …}` */
export function listenToKeys(keys) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]')) return; // the dialog has its own
    const typing = event.target.closest?.('input:not([type=checkbox]), textarea, select');
    if (typing && event.key !== 'Escape') return;
    const action = keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
