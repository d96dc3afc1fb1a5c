/** Who did what, newest first. */
import { get, query } from '../api.js';
import { ago } from '../clock.js';
import { debounce, el, replace } from '../dom.js';
import { t, tOr } from '../i18n.js';
import { empty } from '../parts.js';
import { endless, table } from './table.js';

const SIZE = 100;

export async function page({ body }) {
  const asked = { who: '', action: '' };
  const lines = endless((last) => get(`/audit?${query({ ...asked, before: last?.id, limit: SIZE })}`), draw, SIZE);
  const input = (name) => {
    const box = el('input', { type: 'search', placeholder: t(`audit.${name}`), aria: { label: t(`audit.${name}`) }, oninput: debounce(() => { asked[name] = box.value.trim(); lines.restart(); }, 300) });
    return box;
  };
  replace(body, el('div.filters', input('who'), input('action')), lines.element);
  await lines.restart();
}

function draw(lines) {
  if (!lines.length) return empty('list', t('audit.none'), t('audit.noneHint'));
  return table([
    [t('audit.at'), (line) => ago(line.at), 'nowrap'],
    [t('audit.who'), (line) => line.who],
    [t('audit.action'), (line) => tOr(`action.${line.action}`, line.action)],
    [t('audit.subject'), (line) => line.subject],
    [t('audit.detail'), (line) => el('code', detailText(line.detail))],
    [t('audit.address'), (line) => line.address, 'nowrap'],
  ], lines);
}

function detailText(detail) {
  const entries = Object.entries(detail ?? {});
  return entries.map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' ');
}
