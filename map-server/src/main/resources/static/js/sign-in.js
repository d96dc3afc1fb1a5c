/** The way in. Says what went wrong without saying whether a name exists. */
import { post } from './api.js';
import { explain } from './dialog.js';
import { el, iconButton, replace } from './dom.js';
import { loadWords, language, rememberedLanguage, t } from './i18n.js';
import { applyRememberedTheme, toggleTheme } from './theme.js';

const params = new URLSearchParams(location.search);

/** Only a page of ours: a link may not send anybody elsewhere after signing in. */
function nextPage() {
  const next = params.get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}

function draw() {
  document.title = `${t('signIn.title')} · GridWatch`;
  const name = el('input', { name: 'name', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true, autofocus: true });
  const password = el('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const reveal = el('button', { type: 'button', onclick: () => flip(password, reveal) }, t('signIn.show'));
  const error = el('p.form-error', { role: 'alert', hidden: true });
  const submit = el('button.primary', { type: 'submit' }, t('signIn.submit'));
  if (params.get('reason') === 'ended') show(error, t('signIn.ended'));
  const form = el('form', { onsubmit: (event) => signIn(event, { name, password, error, submit }) },
    error,
    el('label.field', el('span', t('signIn.name')), name),
    el('label.field.password', el('span', t('signIn.password')), password, reveal),
    submit);
  replace(document.body, el('main',
    el('div.mark', el('img', { src: '/icon.svg', alt: '' }), el('div', el('h1', 'GridWatch'), el('p', t('signIn.subtitle')))),
    form,
    el('footer', el('span', t('signIn.help')), el('span.nowrap',
      iconButton('language', t('language.switch'), switchLanguage), iconButton('sun', t('theme.switch'), toggleTheme)))));
  name.focus();
}

function flip(password, reveal) {
  password.type = password.type === 'password' ? 'text' : 'password';
  reveal.textContent = t(password.type === 'password' ? 'signIn.show' : 'signIn.hide');
}

function show(error, text) {
  error.textContent = text;
  error.hidden = false;
}

async function signIn(event, { name, password, error, submit }) {
  event.preventDefault();
  submit.disabled = true;
  error.hidden = true;
  try {
    await post('/session', { name: name.value.trim(), password: password.value }, { quiet: true });
    location.replace(nextPage());
  } catch (problem) {
    submit.disabled = false;
    show(error, reason(problem));
    password.select();
    password.focus();
  }
}

function reason(problem) {
  if (problem.status === 401) return t('signIn.wrong');
  if (problem.status === 429) return t('signIn.locked', { minutes: Math.ceil((problem.body.retryAfterSeconds ?? 60) / 60) });
  return explain(problem);
}

async function switchLanguage() {
  localStorage.setItem('gridwatch.languageChosen', 'yes');
  await loadWords(language() === 'zh' ? 'en' : 'zh');
  draw();
}

applyRememberedTheme();
await loadWords(rememberedLanguage());
draw();
