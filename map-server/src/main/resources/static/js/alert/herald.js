/** Makes what is new and disturbs noticed: pulse, words for those who do not see the map, sound, the browser's notification. */
import { now } from '../clock.js';
import { t } from '../i18n.js';
import { quietWhy } from './rows.js';
import { isLoud, severityRank } from './severity.js';
import { placeOf, titleOf } from './words.js';

const SPOKEN = 3; // a flood is summed up, not read out
const NEWS_MS = 10 * 60e3; // what is older was not raised just now, we only did not know it

/** @param voice says things aloud; `sound` rings */
export function createHerald(app, voice, sound) {
  const disturbing = (row) => !quietWhy(row, now()) && row.phase === 'active';

  function pulse(rows) {
    const indexes = rows.map(({ device }) => app.devices().byName.get(device)).filter((i) => i !== undefined);
    if (indexes.length) app.view.painter.pulse(indexes);
    app.view.pulseAlerts(rows.filter(({ device }) => !device).map(({ id }) => id));
  }

  function speak(rows) {
    for (const row of rows.slice(0, SPOKEN)) voice.say(t('alert.spoken', { severity: t(`severity.${row.severity}`), title: titleOf(row), place: placeOf(row) }));
    if (rows.length > SPOKEN) voice.say(t('alert.spokenMore', { n: rows.length - SPOKEN }));
  }

  /** Only where the visitor has allowed it, and looks at something else. */
  function notice(rows) {
    if (!document.hidden || globalThis.Notification?.permission !== 'granted') return;
    const [row] = rows;
    const note = new Notification(`${t(`severity.${row.severity}`)} · ${titleOf(row)}`, { body: [placeOf(row), rows.length > 1 && t('alert.spokenMore', { n: rows.length - 1 })].filter(Boolean).join('\n'), tag: 'gridwatch', icon: '/icon.svg' });
    note.onclick = () => {
      focus();
      app.select('alert', String(row.id), { fly: true });
      note.close();
    };
  }

  return ({ fresh, back, worse, first }) => {
    if (first) return;
    const news = [...fresh.filter(({ raisedAt }) => now() - Date.parse(raisedAt) < NEWS_MS), ...back, ...worse].filter(disturbing)
      .sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
    if (!news.length) return;
    pulse(news);
    speak(news);
    const loud = news.filter(({ severity }) => isLoud(severity));
    if (!loud.length) return;
    sound.ring(loud[0].severity);
    notice(loud);
  };
}
