/** "Tell me on this phone": notifications in this browser, also while no page is open. Nothing is asked before somebody taps. */
import { get, post, put } from '../api.js';
import { explain } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { said, sentencesLearnt, t } from '../i18n.js';
import { keyBytes, madeWith, pushState } from './push-state.js';

const WORKER = '/push-worker.js';
const PROOF = /^push-[0-9a-f-]{36}$/;

const able = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

export function pushCard() {
  const card = el('div.tap-push', { aria: { live: 'polite' } });
  const element = el('section', { id: 'push' }, el('h2', t('push.title')), card);
  let server = null;
  let trouble = null;

  async function show() {
    try {
      server = await get('/push');
      await draw();
    } catch (problem) {
      replace(card, line('offline', explain(problem)), button('retry', show));
    }
  }

  async function draw() {
    const subscription = await subscribed();
    const state = pushState({ secure: isSecureContext, able: able(), permission: able() ? Notification.permission : '', endpoint: subscription?.endpoint ?? null }, server);
    card.dataset.state = state;
    replace(card, line(GLYPHS[state] ?? 'mute', t(`push.${state}`, { person: server.person ?? '' }), state === 'on'),
      state === 'on' && el('p.muted', orderText(server.others)),
      HINTS.includes(state) && el('p.muted', t(`push.${state}Hint`)),
      trouble && el('p.tap-trouble', { role: 'alert' }, trouble),
      ['off', 'ended'].includes(state) && button('push.turnOn', turnOn, '.primary'),
      ['on', 'waiting'].includes(state) && el('div.tap-push-hands', button('push.again', turnOn), button('push.turnOff', turnOff)));
  }

  async function turnOn() {
    const hasEnded = card.dataset.state === 'ended';
    await attempt(async () => {
      if (await Notification.requestPermission() !== 'granted') return;
      const registration = await navigator.serviceWorker.register(WORKER);
      await navigator.serviceWorker.ready;
      const subscription = await subscribe(registration.pushManager, server.key, hasEnded);
      const { receipt, why, state } = await handIn(subscription);
      server = state;
      if (receipt !== 'taken') trouble = t(`push.test.${receipt}`, { why: said(why) });
    });
  }

  async function turnOff() {
    await attempt(async () => {
      const subscription = await subscribed();
      await post('/push/off', { endpoint: subscription.endpoint }).catch((problem) => { if (problem.status !== 404) throw problem; });
      await subscription.unsubscribe();
      server = await get('/push');
    });
  }

  async function attempt(run) {
    trouble = null;
    for (const each of card.querySelectorAll('button')) each.disabled = true;
    try {
      await sentencesLearnt();
      await run();
    } catch (problem) {
      trouble = problem.status === undefined ? t('push.failed', { why: problem.message }) : explain(problem);
    }
    await draw();
  }

  /** The test message has arrived here: its name is known to nobody else. */
  async function arrived(proof) {
    if (!PROOF.test(proof)) return;
    try {
      server = await post('/push/seen', { proof });
      trouble = null;
    } catch (problem) {
      if (problem.status !== 404 && problem.status !== 409) throw problem;
    }
    await draw();
  }

  const onMessage = ({ data }) => data?.type === 'pushed' && arrived(data.key);
  if (able()) navigator.serviceWorker.addEventListener('message', onMessage);

  return {
    element,
    async open() {
      await show();
      const proof = location.hash.slice(1);
      if (!server || !PROOF.test(proof)) return;
      history.replaceState(null, '', location.pathname);
      await arrived(proof);
    },
    close: () => able() && navigator.serviceWorker.removeEventListener('message', onMessage),
  };
}

const GLYPHS = { on: 'board', waiting: 'clock', off: 'phone', denied: 'mute', ended: 'warning', noChannel: 'offline', nobody: 'user', insecure: 'warning', unable: 'warning' };
const HINTS = ['off', 'waiting', 'denied', 'unable', 'nobody', 'noChannel', 'insecure'];

const line = (glyph, text, good = false) => el(`p.tap-push-line${good ? '.is-on' : ''}`, icon(glyph), el('span', text));
const button = (key, onclick, className = '') => el(`button${className}`, { type: 'button', onclick }, t(key));

/** Where this phone stands among the ways of the person. */
function orderText(others) {
  return others.length ? t('push.behind', { others: others.map((means) => t(`means.${means}`)).join(t('comma')) }) : t('push.alone');
}

async function subscribed() {
  if (!able()) return null;
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** One that has ended or was made with other keys is of no use any more. */
async function subscribe(manager, key, hasEnded) {
  const old = await manager.getSubscription();
  if (old && !hasEnded && madeWith(old, key)) return old;
  await old?.unsubscribe();
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) });
}

/** What the server does not take is no subscription. */
async function handIn(subscription) {
  try {
    return await put('/push', subscription.toJSON());
  } catch (problem) {
    if (problem.status === 409 || problem.status === 400) await subscription.unsubscribe();
    throw problem;
  }
}
