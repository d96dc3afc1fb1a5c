/** What has just got worse, said aloud by screen readers; and the banner while the connection is lost. */
import { timeZone } from './clock.js';
import { el, icon, replace } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';
import { STATES } from './states.js';

const SPOKEN = 3; // a flood is summed up, not read out

export function createAlarmVoice(element) {
  function say(text, yes = true) {
    if (!yes) return;
    element.append(el('p', text));
    while (element.children.length > 5) element.firstChild.remove();
  }
  return {
    say,
    alarms(store, indexes) {
      for (const i of indexes.slice(0, SPOKEN)) say(t('alarm.state', { device: store.labels[i] || store.names[i], state: t(`state.${STATES[store.states[i]]}`) }));
      if (indexes.length > SPOKEN) say(t('alarm.more', { n: indexes.length - SPOKEN }));
    },
  };
}

export function createBanner(element) {
  return {
    /** @param link `{live, since, pictureAt}` */
    show({ live, since, pictureAt }) {
      element.hidden = live || since === null;
      document.body.classList.toggle('connection-lost', !element.hidden);
      if (element.hidden) return;
      replace(element, icon('offline'), el('span',
        el('strong', t('live.lostSince', { time: time(since, timeZone()) })), ' ',
        pictureAt ? t('live.showing', { time: time(pictureAt, timeZone()) }) : t('live.noPicture')));
    },
  };
}
