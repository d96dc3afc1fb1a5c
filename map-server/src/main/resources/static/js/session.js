/** Who is here and where: what every page needs before it draws anything. */
import { Problem, get, whenSignedOut } from './api.js';
import { keepAgesCurrent, useZone } from './clock.js';
import { LANGUAGES, loadWords, rememberedLanguage } from './i18n.js';
import { applyRememberedTheme } from './theme.js';

export const session = { me: null, place: null };

export const isOperator = () => session.me?.role === 'operator';

const SIGNED_IN = 'gridwatch.signedIn';

/** Only a guess that saves time: the server alone knows. */
export const wasSignedIn = () => localStorage.getItem(SIGNED_IN) !== null;

export function toSignIn(reason) {
  localStorage.removeItem(SIGNED_IN);
  const next = location.pathname + location.search + location.hash;
  const params = new URLSearchParams();
  if (next !== '/' && next !== '/index.html') params.set('next', next);
  if (reason) params.set('reason', reason);
  const query = params.toString();
  location.replace(`/sign-in.html${query && `?${query}`}`);
}

/** Theme, words, account and place; sends those who are not signed in to the sign-in page (and never returns then). */
export async function startSession() {
  applyRememberedTheme();
  whenSignedOut(() => toSignIn('ended'));
  const words = loadWords(rememberedLanguage());
  const [me, place] = await Promise.all([get('/me', { quiet: true }), get('/place', { quiet: true }), words]).catch(refused);
  localStorage.setItem(SIGNED_IN, 'yes');
  session.me = me;
  session.place = place;
  useZone(place.timeZone);
  if (!localStorage.getItem('gridwatch.languageChosen') && LANGUAGES.includes(me.language)) await loadWords(me.language);
  keepAgesCurrent();
  return session;
}

function refused(error) {
  if (error instanceof Problem && error.status === 401) {
    toSignIn();
    return new Promise(() => {});
  }
  throw error;
}

export async function reloadPlace() {
  session.place = await get('/place');
  useZone(session.place.timeZone);
  return session.place;
}
