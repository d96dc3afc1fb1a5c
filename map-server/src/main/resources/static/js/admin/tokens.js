/** API tokens of one's own: made with a scope, shown once, revoked when no longer needed. */
import { del, get, post } from '../api.js';
import { ago } from '../clock.js';
import { confirmLoss, openDialog, showSecret } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { empty } from '../parts.js';
import { attempt, button, field, fill, form, table } from './table.js';

const SCOPES = ['read', 'act', 'registry', 'rules', 'operate'];
const DAY = 86400e3;

export async function page({ body, tools }) {
  const list = el('div');
  const refresh = () => fill(list, async () => {
    const tokens = await get('/tokens');
    if (!tokens.length) return empty('link', t('tokens.none'), t('tokens.noneHint'));
    return table([
      [t('tokens.name'), (token) => el('strong', token.name)],
      [t('tokens.scopes'), (token) => token.scopes.map((scope) => t(`scope.${scope}`)).join(t('comma'))],
      [t('tokens.created'), (token) => ago(token.createdAt), 'nowrap'],
      [t('tokens.lastUsed'), (token) => (token.lastUsed ? ago(token.lastUsed) : t('tokens.never')), 'nowrap'],
      [t('tokens.expires'), (token) => (token.expiresAt ? token.expiresAt.slice(0, 10) : t('tokens.noEnd')), 'nowrap'],
      ['', (token) => (token.revokedAt ? el('span.muted', t('tokens.revoked')) : button(t('tokens.revoke'), () => revoke(token, refresh), 'danger'))],
    ], tokens);
  });
  replace(tools, button([icon('plus'), t('tokens.new')], () => create(refresh), 'primary'));
  replace(body, list);
  await refresh();
}

async function revoke(token, refresh) {
  const yes = await confirmLoss(t('tokens.revoke'), t('tokens.revokeWhat', { name: token.name }), t('tokens.revoke'));
  if (yes) await attempt(async () => { await del(`/tokens/${token.id}`); refresh(); });
}

function create(refresh) {
  openDialog(t('tokens.new'), (close) => {
    const ticks = SCOPES.map((scope) => el('label.tick', el('input', { type: 'checkbox', value: scope, checked: scope === 'read' }), t(`scope.${scope}`)));
    return form([
      field(t('tokens.name'), el('input', { name: 'name', required: true, maxlength: '100' })),
      el('div', el('span.muted', t('tokens.scopes')), ticks),
      field(t('tokens.days'), el('input', { name: 'days', type: 'number', min: '1', max: '3650' }), t('tokens.daysHint')),
    ], async ({ name, days }) => {
      const scopes = ticks.map((label) => label.firstChild).filter((box) => box.checked).map((box) => box.value);
      const { secret } = await post('/tokens', { name, scopes, expiresAt: days ? new Date(Date.now() + days * DAY).toISOString() : null });
      close();
      refresh();
      showSecret(t('tokens.secret', { name }), t('tokens.once'), secret, el('p.hint', 'Authorization: Bearer …'));
    }, t('tokens.make'));
  });
}
