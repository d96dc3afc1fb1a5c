/** Who is signed in: own password, the operator's pages, and the way out. */
import { del, put } from './api.js';
import { explain, notify, openDialog } from './dialog.js';
import { el, icon } from './dom.js';
import { t } from './i18n.js';

/** @param actions `language`, `theme`, `sound`, `help`: what the narrow bar has no room for */
export function userMenu(me, actions = {}) {
  const items = el('div.menu-items', { hidden: true, role: 'menu' });
  const button = el('button.icon-button', { type: 'button', title: me.displayName || me.name, aria: { label: t('user.menu'), haspopup: 'menu', expanded: 'false' }, onclick: () => toggle(items.hidden) }, icon('user'));
  const item = (glyph, label, onclick, className = '') =>
    el(`button${className}`, { type: 'button', role: 'menuitem', onclick: () => { toggle(false); onclick(); } }, icon(glyph), label);
  items.append(...[
    el('div.who', el('strong', me.displayName || me.name), el('div.muted', t(`role.${me.role}`))),
    actions.language && item('language', t('language.switch'), actions.language, '.narrow-only'),
    actions.sound && item('sound', t('sound.switch'), actions.sound, '.narrow-only'),
    actions.theme && item('sun', t('theme.switch'), actions.theme, '.narrow-only'),
    item('user', t('user.password'), changePassword),
    el('a.button', { href: '/phone.html', role: 'menuitem' }, icon('phone'), t('phone.title')),
    el('a.button', { href: '/admin.html#rules', role: 'menuitem' }, icon('rules'), t('admin.rules')),
    el('a.button', { href: '/admin.html#duty', role: 'menuitem' }, icon('clock'), t('admin.duty')),
    me.role === 'operator' && el('a.button', { href: '/admin.html', role: 'menuitem' }, icon('gear'), t('admin.title')),
    actions.help && item('help', t('help.title'), actions.help),
    item('back', t('user.signOut'), signOut),
  ].filter(Boolean));
  const menu = el('div.menu', button, items);

  function toggle(open) {
    items.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) items.querySelector('button, a')?.focus();
  }
  menu.addEventListener('keydown', (event) => {
    const all = [...items.querySelectorAll('button, a')].filter((each) => each.offsetParent);
    const at = all.indexOf(document.activeElement);
    if (event.key === 'Escape' && !items.hidden) {
      toggle(false);
      button.focus();
      event.stopPropagation();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      all[(at + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus();
      event.preventDefault();
    }
  });
  document.addEventListener('pointerdown', (event) => menu.contains(event.target) || toggle(false));
  return menu;
}

async function signOut() {
  await del('/session').catch(() => {});
  location.replace('/sign-in.html');
}

function changePassword() {
  openDialog(t('user.password'), (close) => {
    const old = el('input', { type: 'password', autocomplete: 'current-password', required: true });
    const fresh = el('input', { type: 'password', autocomplete: 'new-password', required: true, minlength: '10' });
    const again = el('input', { type: 'password', autocomplete: 'new-password', required: true });
    const error = el('p.form-error', { role: 'alert', hidden: true });
    const complain = (text) => {
      error.textContent = text;
      error.hidden = false;
    };
    async function save(event) {
      event.preventDefault();
      if (fresh.value !== again.value) return complain(t('user.passwordsDiffer'));
      try {
        await put('/me/password', { old: old.value, new: fresh.value }, { quiet: true });
        close();
        notify(t('user.passwordChanged'));
      } catch (problem) {
        complain(explain(problem));
      }
    }
    return el('form', { onsubmit: save }, error,
      el('label.field', el('span', t('user.oldPassword')), old),
      el('label.field', el('span', t('user.newPassword')), fresh, el('small', t('user.passwordRule'))),
      el('label.field', el('span', t('user.repeatPassword')), again),
      el('div.buttons', el('button.primary', { type: 'submit' }, t('save'))));
  });
}
