/** Who answers, at a moment, from the grid up to the whole community. */
import { get, query } from '../api.js';
import { el, icon } from '../dom.js';
import { t } from '../i18n.js';
import { momentPicker } from './moment-picker.js';
import { fill } from './table.js';

export function answering({ path }) {
  const list = el('div', { aria: { live: 'polite' } });
  const moment = momentPicker(() => refresh());
  let turn = 0;
  refresh();
  return { element: el('div', moment.element, list), refresh };

  function refresh() {
    const mine = ++turn;
    return fill(list, async () => {
      const { chain } = await get(`${path}?${query({ at: moment.value() })}`);
      return mine === turn ? el('ol.chain', levels(chain)) : [...list.childNodes];
    });
  }
}

function levels(chain) {
  const asked = chain.findIndex(({ first }) => first.length > 0);
  return [chain.map((level, at) => el(`li${at === asked ? '.asked' : ''}`,
    el('div.chain-grid', el('strong', level.name || level.grid), ' ', el('small.muted', level.grid)),
    el('div.chain-people', first(level), level.deputies.length > 0 && el('div.muted', t('duty.then', { names: level.deputies.map(({ name }) => name).join(t('comma')) }))))),
  asked < 0 && el('li', el('span.state.alarm', icon('alarm'), t('duty.nobodyAtAll')))];
}

function first({ first: people }) {
  if (!people.length) return el('span.state.warning', icon('warning'), t('duty.nobodyHere'));
  return people.map(({ name, because }) => el('div', el('strong', name), ' ', el('span.muted', t(`because.${because}`))));
}
