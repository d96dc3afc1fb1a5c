/** Search by device, address, grid and leader; the keyboard is enough. */
import { get, query } from './api.js';
import { explain } from './dialog.js';
import { debounce, el, icon, replace } from './dom.js';
import { t } from './i18n.js';

const GLYPH = { device: 'pin', address: 'home', grid: 'grids', leader: 'user' };

/** @param onPick told the chosen result `{type, title, lon, lat, ref}` */
export function createSearch(onPick) {
  let results = [];
  let active = -1;
  let current = new AbortController();
  const list = el('div.results', { id: 'search-results', role: 'listbox', hidden: true, aria: { label: t('search.results') } });
  const input = el('input', {
    type: 'search', placeholder: t('search.placeholder'), autocomplete: 'off', spellcheck: 'false', role: 'combobox',
    aria: { label: t('search.placeholder'), controls: 'search-results', expanded: 'false', autocomplete: 'list' },
    oninput: () => ask(), onkeydown: key, onfocus: () => results.length && open(true),
  });
  const element = el('div.search', { role: 'search' }, icon('search'), input, el('kbd', '/'), list);
  element.addEventListener('focusout', (event) => element.contains(event.relatedTarget) || open(false));

  const ask = debounce(async () => {
    current.abort(); // only the newest question matters
    const text = input.value.trim();
    if (!text) return show([], '');
    const { signal } = (current = new AbortController());
    try {
      show(await get(`/search?${query({ q: text, limit: 12 })}`, { signal }), t('search.nothing', { text }));
    } catch (error) {
      if (!signal.aborted) show([], explain(error));
    }
  }, 160);

  function show(found, instead) {
    results = found;
    active = found.length ? 0 : -1;
    const groups = Object.groupBy(found, ({ type }) => type);
    results = Object.values(groups).flat();
    replace(list, Object.entries(groups).map(([type, members]) => [el('div.results-type', t(`search.${type}`)), members.map(line)]),
      !found.length && instead && el('p.muted', instead));
    open(found.length > 0 || Boolean(instead));
    mark();
  }

  function line(result) {
    const at = results.indexOf(result);
    return el('div.result', { role: 'option', id: `result-${at}`, onpointerdown: (event) => { event.preventDefault(); pick(result); } },
      icon(GLYPH[result.type] ?? 'pin'), el('span', el('strong', result.title), el('small', result.detail ?? '')));
  }

  function mark() {
    list.querySelectorAll('.result').forEach((each, at) => {
      each.classList.toggle('active', at === active);
      each.setAttribute('aria-selected', String(at === active));
      if (at === active) each.scrollIntoView({ block: 'nearest' });
    });
    if (active >= 0) input.setAttribute('aria-activedescendant', `result-${active}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute('aria-expanded', String(yes));
  }

  function pick(result) {
    open(false);
    input.blur();
    onPick(result);
  }

  function key(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (results.length) active = (active + (event.key === 'ArrowDown' ? 1 : results.length - 1)) % results.length;
      open(results.length > 0);
      mark();
    } else if (event.key === 'Enter') {
      if (results[active]) pick(results[active]);
    } else if (event.key === 'Escape') {
      if (list.hidden) {
        input.value = '';
        input.blur();
      }
      open(false);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  return { element, focus: () => { input.focus(); input.select(); } };
}
