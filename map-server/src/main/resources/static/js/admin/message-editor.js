/** One template: the words with gaps that can be put in, and beside them what becomes of them. What was not saved waits here. */
import { del, post, put } from '../api.js';
import { confirmLoss, explain, notify } from '../dialog.js';
import { debounce, el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { bytesOf, fitting, LONGEST, unknownGaps, withGap } from './message-words.js';
import { clearErrors, showError } from './field-errors.js';
import { attempt, button } from './table.js';

const QUIET_MS = 300;
const drafts = new Map();
const keyOf = ({ use, language }) => `${use}/${language}`;

/** Words that were written in this tab and not saved; null: there are none. */
export const draftOf = (use, language) => drafts.get(keyOf({ use, language })) ?? null;

/** @returns what to do when the page is left */
export function messageEditor({ body, tools, row, mayEdit }) {
  let stored = row;
  const key = keyOf(row);
  const kept = mayEdit ? drafts.get(key) : undefined;
  const area = el('textarea.message-words', { rows: '10', lang: row.language, spellcheck: 'false', readonly: !mayEdit, value: kept ?? row.words, aria: { label: t('messages.words') }, oninput: () => changed() });
  const count = el('span.muted');
  const unknown = el('p.state.warning.unknown-gaps', { role: 'status', hidden: true });
  const unsaved = el('span.unsaved', { hidden: true }, t('messages.draft'));
  const preview = el('div.message-preview', { aria: { live: 'polite' } });
  const save = el('button.primary', { type: 'submit', disabled: true }, t('save'));
  const drop = button(t('messages.drop'), () => write(stored.words));
  const usual = button(t('messages.backToUsual'), backToUsual);
  const form = el('form.message-form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(); } },
    el('section.panel', el('h2', t('messages.words')), el('p.hint', t('messages.wordsHint')),
      mayEdit && el('div.gaps', { role: 'group', aria: { label: t('messages.gaps') } }, row.gaps.map((name) => button(`{${name}}`, () => insert(name), 'gap-button'))),
      mayEdit && el('details.gap-meanings', el('summary', t('messages.gapsMean')), el('dl.facts', row.gaps.map((name) => [el('dt', el('code', `{${name}}`)), el('dd', t(`messageGap.${name}`))]))),
      el('div.field', { data: { field: 'words' } }, area, unknown, el('div.message-count', count)),
      mayEdit && el('div.buttons', save, drop, usual, unsaved)),
    el('section.panel', el('h2', t('messages.preview')), preview));
  replace(tools, el('a.button', { href: `#messages/${row.use}/${row.language === 'zh' ? 'en' : 'zh'}` }, icon('language'), t(`language.${row.language === 'zh' ? 'en' : 'zh'}`)));
  replace(body, el('div.rule-head', el('a', { href: '#messages' }, icon('back'), t('messages.all')),
    el('h2', { tabindex: '-1' }, t(`messageUse.${row.use}`), ' · ', t(`language.${row.language}`)), el('p.muted', t(`messageUse.${row.use}.when`))), form);
  const look = debounce(showPreview, QUIET_MS);
  let asked = 0;
  addEventListener('beforeunload', warn);
  if (kept !== undefined) notify(t('messages.draftBack'));
  changed();

  return () => {
    look.cancel();
    removeEventListener('beforeunload', warn);
    if (isDirty()) drafts.set(key, area.value);
    else drafts.delete(key);
  };

  function isDirty() {
    return mayEdit && area.value.trim() !== stored.words.trim();
  }

  function warn(event) {
    if (isDirty()) event.preventDefault();
  }

  function insert(name) {
    const { words, cursor } = withGap(area.value, area.selectionStart, area.selectionEnd, name);
    area.value = words;
    area.focus();
    area.setSelectionRange(cursor, cursor);
    changed();
  }

  function write(words) {
    area.value = words;
    clearErrors(form);
    changed();
    area.focus();
  }

  function changed() {
    const strange = unknownGaps(area.value, row.gaps);
    unknown.hidden = !strange.length;
    replace(unknown, icon('warning'), t('messages.unknownGap', { gaps: strange.map((name) => `{${name}}`).join(t('comma')) }));
    count.textContent = t('messages.count', { n: area.value.trim().length, most: LONGEST });
    count.classList.toggle('too-long', area.value.trim().length > LONGEST);
    const dirty = isDirty();
    save.disabled = !dirty;
    drop.hidden = !dirty;
    unsaved.hidden = !dirty;
    usual.hidden = stored.standard && area.value.trim() === stored.usual.trim();
    look();
  }

  async function showPreview() {
    const mine = ++asked;
    try {
      const answer = await post('/messages/preview', { use: row.use, language: row.language, words: area.value });
      if (mine === asked) replace(preview, message(answer, row));
    } catch (problem) {
      if (mine === asked) replace(preview, el('p.muted', t('messages.noPreview')), el('p', explain(problem)));
    }
  }

  async function submit() {
    clearErrors(form);
    save.disabled = true;
    try {
      stored = await put(`/messages/${row.use}/${row.language}`, { words: area.value });
      area.value = stored.words;
      drafts.delete(key);
      notify(t('saved'));
    } catch (problem) {
      if (!(problem.status === 400 && showError(form, 'words', explain(problem)))) notify(explain(problem), 'bad');
    }
    changed();
  }

  /** What somebody has written is lost, so it is asked; words that were never saved are only put back. */
  async function backToUsual() {
    if (stored.standard) return write(stored.usual);
    if (!(await confirmLoss(t('messages.backToUsual'), t('messages.backToUsualWhat', { use: t(`messageUse.${row.use}`) }), t('messages.backToUsual')))) return;
    await attempt(async () => {
      await del(`/messages/${row.use}/${row.language}`);
      stored = { ...stored, standard: true, words: stored.usual };
      drafts.delete(key);
      notify(t('saved'));
      write(stored.usual);
    });
  }
}

function message(answer, { language }) {
  const bytes = bytesOf(answer);
  return [
    el('p.muted', t(answer.example ? 'messages.withExample' : 'messages.withNewest')),
    el('article.message-card', { lang: language }, el('strong', answer.title), answer.lines.map(({ label, value }) => el('p', label && el('span.muted', `${label} `), value)), answer.closing && el('p.closing', answer.closing), el('p.link', t('messages.link'))),
    el('p.muted', t('messages.bytes', { n: bytes })),
    el('ul.message-limits', fitting(bytes).map(({ channel, most, fits }) => el('li', { data: { channel } }, el(`span.state.${fits ? 'normal' : 'warning'}`, icon(fits ? 'check' : 'warning'), t(`messageLimit.${channel}`)), el('span.muted', t(fits ? 'messages.fits' : 'messages.isCut', { most }))))),
  ];
}
