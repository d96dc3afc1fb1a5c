/** What can be done with all ticked lines at once. */
import { el } from '../dom.js';
import { t } from '../i18n.js';

/** @param rows gives the ticked alerts; `acts` what is done with them; `clear` and `all` change what is ticked */
export function bulkBar({ rows, acts, clear, all }) {
  const said = el('strong', { role: 'status' });
  const button = (name, act) => el('button', { type: 'button', onclick: async () => (await act(rows())) && clear() }, t(`alert.act.${name}`));
  const some = [
    button('acknowledge', acts.acknowledge), button('assign', acts.assign), button('shelve', acts.shelve), button('unshelve', acts.unshelve), button('false', acts.judgeFalse),
    el('button.plain', { type: 'button', onclick: clear }, t('board.tickNone')),
  ];
  const element = el('div.bulk', { role: 'group', aria: { label: t('board.bulk') } }, el('button.plain', { type: 'button', onclick: all }, t('board.tickAll')), said, some);
  return {
    element,
    show(n) {
      said.textContent = n ? t('board.ticked', { n }) : '';
      for (const each of some) each.hidden = !n;
      element.classList.toggle('some', n > 0);
    },
  };
}
