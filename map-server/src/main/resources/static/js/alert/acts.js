/** What an officer does with alerts; each asks for as little as can be, says what it did, and where it can be undone how. */
import { post } from '../api.js';
import { explain, notify } from '../dialog.js';
import { t } from '../i18n.js';
import { session } from '../session.js';
import { askPerson, askReason, askShelf, askWords } from './ask.js';

const ACTING = ['officer', 'operator', 'leader'];

export const mayAct = () => ACTING.includes(session.me?.role);

/** @param store the open alerts, which take the answers */
export function alertActs(store) {
  /** One or many: the one through its own door, which answers with the alert as it is now. */
  async function send(rows, action, body, done) {
    try {
      if (rows.length === 1) store.take(await post(`/alerts/${rows[0].id}/${action}`, body));
      else done = await many(rows, action, body, done);
      if (done) notify(done.text, 'good', done.undo);
      return true;
    } catch (error) {
      if (error.status === 409) await store.reload(); // it has changed meanwhile: show how
      notify(explain(error), 'bad');
      return false;
    }
  }

  async function many(rows, action, body, done) {
    const refused = [];
    for (let from = 0; from < rows.length; from += 500) {
      const answer = await post('/alerts/bulk', { ids: rows.slice(from, from + 500).map(({ id }) => id), action, ...body });
      refused.push(...answer.refused);
    }
    await store.reload();
    if (refused.length) notify(t('alert.refused', { n: refused.length, why: [...new Set(refused.map(({ why }) => why))].join(t('comma')) }), 'bad');
    return refused.length < rows.length ? done : null;
  }

  const told = (key, rows, undo) => ({ text: t(`alert.done.${key}`, { n: rows.length }), undo });

  const acts = {
    acknowledge: (rows) => send(rows, 'acknowledge', {}, told('acknowledge', rows)),
    async assign(rows) {
      const to = await askPerson(store, rows[0]?.assignedTo);
      return to && send(rows, 'assign', { to }, { text: t('alert.done.assign', { n: rows.length, who: to }) });
    },
    async comment(row) {
      const words = await askWords(t('alert.act.comment'), t('alert.commentLabel'));
      return words && send([row], 'comment', { words }, told('comment', [row]));
    },
    async shelve(rows) {
      const shelf = await askShelf(rows.length);
      return shelf && send(rows, 'shelve', shelf, told('shelve', rows, { label: t('undo'), run: () => acts.unshelve(rows) }));
    },
    unshelve: (rows) => send(rows, 'unshelve', {}, told('unshelve', rows)),
    async judgeFalse(rows) {
      const reason = await askReason(rows.length);
      return reason && send(rows, 'judge', { real: false, reason }, told('false', rows, { label: t('undo'), run: () => acts.judgeReal(rows) }));
    },
    judgeReal: (rows) => send(rows, 'judge', { real: true, reason: '' }, told('real', rows)),
    async clear(row) {
      const words = await askWords(t('alert.act.clear'), t('alert.clearLabel'));
      return words && send([row], 'clear', { words }, told('clear', [row]));
    },
  };
  return acts;
}
