/** The words in which people are told. `#messages`, `#messages/raised/zh`. */
import { get, put } from '../api.js';
import { notify } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { mayEditPeople } from './edit-rights.js';
import { draftOf, messageEditor } from './message-editor.js';
import { titleOf } from './message-words.js';
import { attempt, fill, select, table } from './table.js';

export async function page({ body, tools, ref, me }) {
  const mayEdit = mayEditPeople(me);
  const [use, language] = (ref ?? '').split('/');
  if (language) {
    const row = (await get('/messages')).templates.find((each) => each.use === use && each.language === language);
    if (row) return messageEditor({ body, tools, row, mayEdit });
  }
  const list = el('div');
  replace(body, !mayEdit && el('p.hint', t('messages.readOnly')), list, el('p.hint', t('messages.smsHint')));
  await fill(list, async () => {
    const answer = await get('/messages');
    replace(tools, languageChoice(answer, mayEdit));
    return overview(answer);
  });
}

function languageChoice({ language }, mayEdit) {
  const choice = select('language', [['zh', t('language.zh')], ['en', t('language.en')]], language);
  choice.disabled = !mayEdit;
  choice.addEventListener('change', () => attempt(async () => {
    await put('/messages/language', { language: choice.value });
    notify(t('messages.languageSet', { language: t(`language.${choice.value}`) }));
    for (const cell of document.querySelectorAll('.message-cell')) cell.classList.toggle('in-force', cell.dataset.language === choice.value);
  }));
  return el('label.inline-field', el('span', t('messages.language')), choice);
}

/** A row for each occasion, a column for each language. */
function overview({ language, templates }) {
  const uses = [...new Set(templates.map(({ use }) => use))];
  const of = (use, spoken) => templates.find((each) => each.use === use && each.language === spoken);
  return table([
    [t('messages.occasion'), (use) => [el('strong', t(`messageUse.${use}`)), el('small.muted.block', t(`messageUse.${use}.when`))]],
    ...['zh', 'en'].map((spoken) => [t(`language.${spoken}`), (use) => cell(of(use, spoken), language)]),
  ], uses);
}

function cell({ use, language, standard, words }, inForce) {
  return el(`div.message-cell${language === inForce ? '.in-force' : ''}`, { data: { use, language } },
    el('a', { href: `#messages/${use}/${language}`, lang: language }, titleOf(words)),
    el('small.muted.block', t(standard ? 'messages.usual' : 'messages.own'), draftOf(use, language) !== null && el('span.unsaved', ' ', icon('warning'), t('messages.draft'))));
}
