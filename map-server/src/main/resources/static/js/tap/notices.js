/** Where there is no alert to show: what is wrong with the link, and what to do instead. */
import { explain } from '../dialog.js';
import { el, icon } from '../dom.js';
import { t } from '../i18n.js';

/** Back to this page afterwards; the token waits in this tab and stands in no address that is sent. */
export const signInHere = () => `/sign-in.html?next=${encodeURIComponent('/tap.html')}`;

const signInTo = (page) => `/sign-in.html?next=${encodeURIComponent(page)}`;

export function refused(problem, retry) {
  if (problem.status === 410) {
    const page = problem.body.alert ? `/#alert/${problem.body.alert}` : '/phone.html';
    return notice('clock', t('tap.over'), t('tap.overHint'), el('a.button.primary', { href: signInTo(page) }, t('signIn.submit')));
  }
  if (problem.status === 404 || problem.status === 400) {
    return notice('link', t('tap.unknown'), t('tap.unknownHint'), el('a.button', { href: signInTo('/phone.html') }, t('signIn.submit')));
  }
  const again = el('button.primary', { type: 'button', onclick: retry }, t('retry'));
  if (problem.status === 0) return notice('offline', t('tap.offline'), t('tap.offlineHint'), again);
  return notice('warning', t('error.failed'), explain(problem), again);
}

const notice = (glyph, title, hint, action) => el('div.empty.tap-notice', { role: 'alert' }, icon(glyph), el('strong', title), el('span', hint), action);

/** A link that stood before several: who acts says who they are. */
export const whoAreYou = () => el('div.tap-sign-in', el('p', t('tap.signInHint')), el('a.button.primary', { href: signInHere() }, t('tap.signIn')));

export const notYours = ({ you }) => el('div.tap-sign-in', el('p', t('tap.notYours', { who: you })));
