/** One alert for whoever holds a link to it: what is wrong, and a few large buttons. */
import { keepAgesCurrent, learnServerTime, toMs, useZone } from '../clock.js';
import { explain, notify } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { loadWords, t } from '../i18n.js';
import { buttons, photoWall, spotSection } from './buttons.js';
import { deeds, facts, standing } from './facts.js';
import { keptPresses, worthKeeping } from './kept.js';
import { dataUrl, look, photo, press as pressed, sendPhoto, tokenHere } from './link.js';
import { mapSection } from './map-section.js';
import { notYours, refused, whoAreYou } from './notices.js';
import { blobOf, shrunk } from './picture.js';
import { applyUsualTheme, switches, usualLanguage } from './surroundings.js';

const AGAIN_MS = 15000;
const RETRY_MS = 5000;

const token = tokenHere();
const kept = keptPresses(token, sessionStorage);
let sheet = null;
let parts = null;
let sending = false;
let offline = !navigator.onLine;

/** All that stays on the page while its contents change. */
function frame() {
  const act = buttons(press);
  const spot = spotSection({ note: (words) => press('note', { words }), photo: sendPicture });
  parts = {
    act, spot,
    facts: el('section.tap-facts'), standing: el('div.tap-standing', { role: 'status' }), deeds: el('section'),
    entry: el('div'), status: el('p.tap-status', { role: 'status' }),
    map: mapSection(token), wall: photoWall(spot.photos, (n) => photo(token, n)),
  };
  document.body.classList.add('is-waiting');
  replace(document.body,
    el('header.tap-bar', el('img', { src: '/icon.svg', alt: '' }), el('strong', 'GridWatch'), el('div.right', switches(redraw))),
    el('main', parts.facts, parts.map.element, spot.element, parts.deeds),
    el('footer.tap-foot', parts.status, parts.standing, parts.entry, act.element));
}

function redraw() {
  frame();
  if (sheet) show(sheet);
  else read();
}

function show(fresh) {
  sheet = fresh;
  learnServerTime(toMs(sheet.now));
  useZone(sheet.timeZone);
  document.title = `${t(`severity.${sheet.alert.severity}`)} · GridWatch`;
  replace(parts.facts, facts(sheet));
  replace(parts.standing, standing(sheet));
  replace(parts.deeds, deeds(sheet));
  replace(parts.entry, !sheet.mayAct && (sheet.you === null ? whoAreYou() : notYours(sheet)));
  parts.spot.element.hidden = !sheet.mayAct;
  parts.act.show(sheet);
  parts.map.show(sheet);
  parts.wall.show(sheet);
  document.body.classList.remove('is-waiting');
  status();
}

/** How it stands with the line, and with what was pressed without one. */
function status() {
  const waiting = kept.list();
  const help = waiting.some(({ action }) => action === 'help');
  parts.status.classList.toggle('is-bad', waiting.length > 0 || offline);
  if (waiting.length) replace(parts.status, icon('offline'), el('span', t(help ? 'tap.helpKept' : 'tap.kept', { n: waiting.length })), el('button', { type: 'button', onclick: sendKept }, t('retry')));
  else replace(parts.status, offline && [icon('offline'), el('span', t('tap.offline'))]);
}

function line(isOff) {
  offline = isOff;
  status();
}

async function read() {
  try {
    const fresh = await look(token);
    if (!parts.facts.isConnected) frame(); // it had been refused
    show(fresh);
    line(false);
  } catch (problem) {
    if (problem.status === 0) line(true);
    if (!sheet || problem.status === 410 || problem.status === 404) refuse(problem);
  }
}

function refuse(problem) {
  sheet = null;
  document.body.classList.remove('is-waiting');
  replace(document.body,
    el('header.tap-bar', el('img', { src: '/icon.svg', alt: '' }), el('strong', 'GridWatch'), el('div.right', switches(() => refuse(problem)))),
    el('main', refused(problem, redraw)));
}

const send = ({ action, body, picture }) => (picture ? sendPhoto(token, blobOf(picture)) : pressed(token, action, body));

/** @returns whether it was taken, by the server or to be sent later */
async function press(action, body) {
  return attempt({ action, body });
}

/** A preview or a scanner opens links too; whoever touches the page has seen it. Failing that, nothing is lost. */
function sayThatItIsSeen() {
  const gone = new AbortController();
  for (const sign of ['pointerdown', 'keydown', 'touchmove', 'wheel']) {
    addEventListener(sign, ({ isTrusted }) => {
      if (!isTrusted || !sheet) return;
      gone.abort();
      pressed(token, 'seen', {}).catch(() => {});
    }, { signal: gone.signal, passive: true });
  }
}

async function sendPicture(file) {
  try {
    return await attempt({ action: 'photo', picture: await dataUrl(await shrunk(file)) });
  } catch {
    notify(t('tap.photoUnreadable'), 'bad');
    return false;
  }
}

async function attempt(wish) {
  busy(true);
  try {
    show(await send(wish));
    line(false);
    notify(t('tap.done'));
    return true;
  } catch (problem) {
    if (!worthKeeping(problem, wish)) {
      tell(problem);
      return false;
    }
    offline = problem.status === 0;
    if (!kept.add(wish)) notify(t('tap.noRoom'), 'bad');
    status();
    return true;
  } finally {
    busy(false);
  }
}

function busy(is) {
  parts.act.busy(is);
  parts.spot.busy(is);
}

function tell(problem) {
  if (problem.status === 410 || problem.status === 404) refuse(problem);
  else if (problem.status === 401) read();
  else notify(why(problem), 'bad');
}

/** Words made for this page where the usual ones speak of the map. */
function why(problem) {
  if (problem.status === 403) return t('tap.notYours', { who: sheet.you });
  if (problem.status === 503) return t('tap.noHelp'); // all else that is away is tried again
  return problem.status >= 500 ? t('tap.serverFailed') : explain(problem);
}

/** One after the other, in the order in which they were pressed. */
async function sendKept() {
  if (sending || !sheet) return;
  sending = true;
  try {
    for (let [first] = kept.list(); first; [first] = kept.list()) {
      const answer = await send(first).catch((problem) => problem);
      if (answer instanceof Error && worthKeeping(answer, first)) return line(answer.status === 0);
      kept.drop();
      if (answer instanceof Error) notify(t('tap.keptRefused', { what: t(`tap.act.${first.action}`), why: why(answer) }), 'bad');
      else show(answer);
    }
    line(false);
  } finally {
    sending = false;
  }
}

applyUsualTheme();
await loadWords(usualLanguage());
keepAgesCurrent();
frame();
sayThatItIsSeen();
await read();
await sendKept();

setInterval(() => (sheet || offline) && !document.hidden && !sending && read(), AGAIN_MS);
setInterval(() => kept.list().length && navigator.onLine && sendKept(), RETRY_MS);
addEventListener('online', () => (sheet ? sendKept().then(read) : redraw()));
addEventListener('offline', () => sheet && line(true));
addEventListener('visibilitychange', () => sheet && !document.hidden && read());
addEventListener('hashchange', () => location.reload()); // another link in the same tab
