/** What has just got worse, said aloud by screen readers; and the banner while the connection is lost. */
import { timeZone } from './clock.js';
import { el, icon, replace } from './dom.js';
import { time } from './format.js';
import { t } from './i18n.js';

export function createAlarmVoice(element) {
  function say(text, yes = true) {
    if (!yes) return;
    element.append(el('p', text));
    while (element.children.length > 5) element.firstChild.remove();
  }
  return { say };
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
