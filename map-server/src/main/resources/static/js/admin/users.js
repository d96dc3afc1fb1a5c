/** Who may sign in, as what, and where. */
import { get, post, put } from '../api.js';
import { ago, toMs, now } from '../clock.js';
import { confirmLoss, notify, openDialog, showSecret } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { attempt, button, field, fill, form, select, table } from './table.js';

const ROLES = ['viewer', 'officer', 'leader', 'planner', 'operator'];

export async function page({ body, tools }) {
  const list = el('div');
  const grids = (await get('/grids')).features.map(({ properties }) => properties).filter(({ level }) => level < 3).sort((a, b) => a.code.localeCompare(b.code));
  const refresh = () => fill(list, async () => table([
    [t('users.name'), (user) => el('strong', user.name)],
    [t('users.displayName'), (user) => user.displayName],
    [t('users.role'), (user) => t(`role.${user.role}`)],
    [t('users.grids'), (user) => (user.grids.length ? user.grids.map((code) => grids.find((grid) => grid.code === code)?.name ?? code).join(t('comma')) : user.role === 'leader' ? el('span.muted', t('users.noGrids')) : t('users.everything'))],
    [t('users.state'), (user) => stateOf(user)],
  ], await get('/users'), (user) => edit(user, grids, refresh)));
  replace(tools, button([icon('plus'), t('users.new')], () => edit(null, grids, refresh), 'primary'));
  replace(body, list);
  await refresh();
}

const locked = (user) => user.lockedUntil && toMs(user.lockedUntil) > now();

function stateOf(user) {
  if (user.disabled) return el('span.muted', t('users.disabled'));
  return locked(user) ? el('span.state.warning', icon('warning'), t('users.locked')) : t('users.active');
}

function edit(user, grids, refresh) {
  openDialog(user ? user.name : t('users.new'), (close) => {
    const ticks = grids.map((grid) => el('label.tick', el('input', { type: 'checkbox', value: grid.code, checked: user?.grids.includes(grid.code) }), grid.name));
    const chosen = () => ticks.map((label) => label.querySelector('input')).filter((box) => box.checked).map((box) => box.value);
    const save = async (values) => {
      const body = { displayName: values.displayName, role: values.role, language: values.language, grids: chosen() };
      if (user) await put(`/users/${encodeURIComponent(user.name)}`, body);
      const handed = user ? null : await post('/users', { name: values.name.trim(), ...body });
      close();
      notify(t('saved'));
      refresh();
      if (handed?.password) handOut(handed);
    };
    return [form(el('div.fields',
      field(t('users.name'), el('input', { name: 'name', value: user?.name ?? '', required: true, readonly: Boolean(user), pattern: '[A-Za-z0-9._@\\-]{1,64}' })),
      field(t('users.displayName'), el('input', { name: 'displayName', value: user?.displayName ?? '' })),
      field(t('users.role'), select('role', ROLES.map((role) => [role, t(`role.${role}`)]), user?.role ?? 'officer')),
      field(t('users.language'), select('language', [['zh', '中文'], ['en', 'English']], user?.language ?? 'zh')),
      el('div.full', el('span.muted', t('users.gridsHint')), el('div.ticks', ticks))), save, t('save')), user && hands(user, close, refresh)];
  });
}

function hands(user, close, refresh) {
  const path = `/users/${encodeURIComponent(user.name)}`;
  const done = () => { close(); notify(t('saved')); refresh(); };
  const reset = async () => {
    const yes = await confirmLoss(t('users.reset'), t('users.resetWhat', { name: user.name }), t('users.reset'));
    if (yes) await attempt(async () => { const handed = await post(`${path}/password`, {}); done(); handOut(handed); });
  };
  const disable = async () => {
    const yes = user.disabled || await confirmLoss(t('users.disable'), t('users.disableWhat', { name: user.name }), t('users.disable'));
    if (yes) await attempt(async () => { await put(path, { disabled: !user.disabled }); done(); });
  };
  return el('div.hands', user.createdAt && el('p.muted', t('users.since'), ' ', ago(user.createdAt)), el('div.buttons', button(t('users.reset'), reset),
    locked(user) && button(t('users.unlock'), () => attempt(async () => { await post(`${path}/unlock`); done(); })),
    button(t(user.disabled ? 'users.enable' : 'users.disable'), disable, user.disabled ? '' : 'danger')));
}

const handOut = ({ name, password }) => password && showSecret(t('users.password', { name }), t('users.passwordOnce'), password);
