/** Other programs that may hear at the broker what GridWatch tells: made, shown their password once, removed. */
import { del, get, post } from '../api.js';
import { ago } from '../clock.js';
import { confirmLoss, openDialog, showSecret } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { attempt, button, field, fill, form, table } from './table.js';

export async function page({ body, tools, place }) {
  const list = el('div');
  const refresh = () => fill(list, async () => {
    const listeners = await get('/listeners');
    if (!listeners.length) return empty('sound', t('listeners.none'), t('listeners.noneHint'));
    return table([
      [t('listeners.user'), (listener) => el('strong', listener.user)],
      [t('tokens.created'), (listener) => ago(listener.createdAt), 'nowrap'],
      ['', (listener) => button(t('listeners.remove'), () => remove(listener, refresh), 'danger')],
    ], listeners);
  });
  replace(tools, button([icon('plus'), t('listeners.new')], () => create(place, refresh), 'primary'));
  replace(body, list);
  await refresh();
}

async function remove({ user }, refresh) {
  const yes = await confirmLoss(t('listeners.remove'), t('listeners.removeWhat', { user }), t('listeners.remove'));
  if (yes) await attempt(async () => { await del(`/listeners/${encodeURIComponent(user)}`); await refresh(); });
}

function create(place, refresh) {
  const host = place.mqtt?.host ?? location.hostname;
  const port = place.mqtt?.port ?? 1883;
  openDialog(t('listeners.new'), (close) => form([
    field(t('listeners.name'), el('input', { name: 'name', required: true, maxlength: '64', pattern: '[A-Za-z0-9._\\-]+' }), t('listeners.nameHint')),
  ], async ({ name }) => {
    const { user, password } = await post('/listeners', { name });
    close();
    refresh();
    showSecret(t('listeners.secret', { user }), t('tokens.once'), password,
      el('p.hint', t('listeners.how', { host, port, user })));
  }, t('tokens.make')));
}
