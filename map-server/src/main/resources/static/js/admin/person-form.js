/** One person: a name, and the ways to reach them in the order in which they are tried. */
import { post, put } from '../api.js';
import { el, icon, iconButton, replace } from '../dom.js';
import { t } from '../i18n.js';
import { fieldForm, wrongField } from './field-form.js';
import { place, timeOfDay } from './field-errors.js';
import { button, select } from './table.js';

export const MEANS = ['sms', 'voice', 'email', 'wecom', 'dingtalk', 'feishu', 'push', 'webhook'];
const MOST_WAYS = 10;

/** What only a browser can give cannot be typed. */
const TYPED = MEANS.filter((means) => means !== 'push');

export function personForm(person, done) {
  const name = el('input', { value: person?.name ?? '', maxlength: '100', autocomplete: 'off' });
  const note = el('input', { value: person?.note ?? '', maxlength: '1000' });
  const account = el('input', { value: person?.account ?? '', maxlength: '64', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
  const ways = (person?.ways ?? [{ means: 'sms', address: '', verified: false }]).map(wayFields);
  const list = el('ol.way-rows', { data: { field: 'ways' } });
  const add = button([icon('plus'), t('people.wayAdd')], () => { ways.push(wayFields({ means: 'voice', address: '', verified: false })); draw(); ways.at(-1).focus(); });
  draw();

  function draw() {
    replace(list, ways.map((way, at) => {
      const move = (by) => { ways.splice(at + by, 0, ...ways.splice(at, 1)); draw(); list.children[at + by].querySelector('.order button:not(:disabled)')?.focus(); };
      return el('li.way-row', { data: { field: `ways[${at}]` } }, way.fields(at),
        el('div.order', orderButton('up', at === 0, () => move(-1)), orderButton('down', at === ways.length - 1, () => move(1)),
          way.kept || iconButton('close', t('people.wayRemove'), () => { ways.splice(at, 1); draw(); add.focus(); })));
    }), !ways.length && el('li.muted', t('people.noWayHint')));
    add.disabled = ways.length >= MOST_WAYS;
  }

  async function save() {
    ways.forEach(({ wrong }, at) => wrong(at));
    const form = { name: name.value.trim(), note: note.value.trim(), account: account.value.trim(), ways: ways.map(({ value }) => value()) };
    if (person) await put(`/people/${person.id}`, form);
    else await post('/people', form);
    done();
  }

  return fieldForm([el('div.fields', place('name', t('people.name'), name), place('note', t('people.note'), note),
    place('account', t('people.account'), account, t('people.accountHint'))),
    el('div.field', el('span', t('people.ways')), el('small', t('people.waysHint')), list, add)], save, t('save'));
}

function orderButton(way, disabled, onclick) {
  const made = iconButton(way, t(`people.way.${way}`), onclick);
  made.disabled = disabled;
  return made;
}

/** The fields of one way; they keep what was typed while their row moves. */
function wayFields(way) {
  const fixed = way.means === 'push';
  const means = select('', (fixed ? ['push'] : TYPED).map((each) => [each, t(`means.${each}`)]), way.means);
  const address = el('input', { value: fixed ? t('people.browser') : way.address, maxlength: '2000', readonly: fixed, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
  const verified = el('input', { type: 'checkbox', checked: way.verified, disabled: fixed });
  const [from, to] = [timeOfDay(way.quietFrom), timeOfDay(way.quietTo)];
  const named = (label, input) => el('label', el('span', label), input);
  const hint = () => { if (!fixed) address.placeholder = t(`means.${means.value}.example`); };
  means.addEventListener('change', hint);
  hint();
  return {
    kept: fixed && !way.endedAt, // its owner switches it off
    focus: () => means.focus(),
    fields: (at) => el('div.way-fields', named(t('people.means'), means), el('label.way-address', { data: { field: `ways[${at}].address` } }, el('span', t('people.address')), address),
      el('div.quiet', { role: 'group', aria: { label: t('people.quietHours') }, data: { field: `ways[${at}].quiet` } }, el('span', t('people.quietHours')), el('div', labelled(from, t('people.quietFrom')), '–', labelled(to, t('people.quietTo')))),
      el('label.tick', verified, t('people.verified')), way.endedAt && el('p.state.warning.way-ended', icon('warning'), t('people.endedHint'))),
    wrong: (at) => {
      if (![from, to].every((input) => input.checkValidity())) throw wrongField(`ways[${at}].quiet`, t('turn.needsTime'));
    },
    value: () => ({ means: means.value, address: fixed ? way.address : address.value.trim(), verified: verified.checked, quietFrom: from.value || null, quietTo: to.value || null }),
  };
}

function labelled(input, label) {
  input.setAttribute('aria-label', label);
  return input;
}
