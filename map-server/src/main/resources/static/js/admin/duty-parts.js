/** Who leads a grid and who deputises. */
import { put } from '../api.js';
import { notify } from '../dialog.js';
import { el, iconButton, replace } from '../dom.js';
import { t } from '../i18n.js';
import { fieldForm } from './field-form.js';
import { place } from './field-errors.js';
import { amongPeople, pickOne } from './pick-one.js';

export function partsForm({ path, rota, people, mayEdit, changed }) {
  if (!mayEdit) return shown(rota, people);
  const leader = pickOne({ label: t('part.leader'), value: rota.leader, name: people.nameOf, suggest: amongPeople(people.all), placeholder: t('duty.noLeader') });
  const deputies = [...rota.deputies];
  const list = el('ul.deputies');
  const add = pickOne({ label: t('duty.deputyAdd'), placeholder: t('duty.deputyAdd'), suggest: amongPeople(people.all), onchange: (id) => {
    if (id === null) return;
    if (!deputies.includes(id)) deputies.push(id);
    add.clear();
    draw();
  } });
  draw();

  function draw() {
    replace(list, deputies.map((id, at) => el('li', el('span', people.nameOf(id)),
      at > 0 && iconButton('up', t('duty.askSooner', { name: people.nameOf(id) }), () => { deputies.splice(at - 1, 0, ...deputies.splice(at, 1)); draw(); list.children[at - 1].querySelector('button').focus(); }), iconButton('close', t('chips.remove', { name: people.nameOf(id) }), () => { deputies.splice(deputies.indexOf(id), 1); draw(); }))),
      !deputies.length && el('li.muted', t('duty.noDeputies')));
  }

  async function save() {
    await put(`${path}/people`, { leader: leader.value(), deputies });
    notify(t('saved'));
    changed();
  }

  return el('div.narrow', fieldForm(el('div.fields', place('leader', t('part.leader'), leader.element), el('div.field', { data: { field: 'deputies' } }, el('span', t('duty.deputies')), list, add.element)), save, t('save')));
}

function shown({ leader, deputies }, { nameOf }) {
  return el('dl.facts', el('dt', t('part.leader')), el('dd', leader === null ? t('duty.noLeader') : nameOf(leader)),
    el('dt', t('duty.deputies')), el('dd', deputies.length ? deputies.map(nameOf).join(t('comma')) : t('duty.noDeputies')));
}
