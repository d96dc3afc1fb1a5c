/** The key with which an unknown device may make itself heard. */
import { get, post } from '../api.js';
import { ago } from '../clock.js';
import { confirmLoss, copyable, notify } from '../dialog.js';
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';
import { attempt, button, fill } from './table.js';

export async function page({ body, place }) {
  const box = el('div.narrow');
  replace(body, box);
  const refresh = () => fill(box, async () => draw(await get('/enrolment-key')));
  await refresh();

  function draw(answer) {
    const key = el('div', button(t('enrolment.show'), () => replace(key, copyable(answer.key))));
    const host = place.mqtt?.host ?? location.hostname;
    const port = place.mqtt?.port ?? 1883;
    return [
      key,
      answer.rotatedAt && el('p.muted', t('enrolment.since'), ' ', ago(answer.rotatedAt), answer.daily && ` · ${t('enrolment.daily')}`),
      el('p', t('enrolment.how', { host, port })),
      el('div.buttons', button(t('enrolment.rotate'), () => rotate(false)), button(t('enrolment.leaked'), () => rotate(true), 'danger')),
    ];
  }

  /** A leaked key stops at once; otherwise the one before stays good until the next turn. */
  async function rotate(leaked) {
    const what = leaked ? 'enrolment.leaked' : 'enrolment.rotate';
    const yes = await confirmLoss(t(what), t(leaked ? 'enrolment.leakedWhat' : 'enrolment.rotateWhat'), t(what));
    if (!yes) return;
    await attempt(async () => {
      await post(`/enrolment-key/rotate?leaked=${leaked}`);
      notify(t('saved'));
      await refresh();
    });
  }
}
