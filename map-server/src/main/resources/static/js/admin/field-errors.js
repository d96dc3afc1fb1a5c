/** What the server says of a field, said at that field. Fields carry their place in the JSON as `data-field`. */
import { el } from '../dom.js';

/** The field of that place, or else the nearest around it; null when there is none. Pure but for reading the page. */
export function fieldAt(root, path) {
  for (let at = path; at; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const found = root.querySelector(`[data-field="${CSS.escape(at)}"]`);
    if (found) return found;
  }
  return null;
}

export function clearErrors(root) {
  for (const message of root.querySelectorAll('.field-error')) message.remove();
  for (const input of root.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
}

/** True when it has found a place for it. */
export function showError(root, path, text, tone = 'bad') {
  const found = fieldAt(root, path);
  if (!found) return false;
  const message = el(`p.field-error.${tone}`, tone === 'bad' ? { role: 'alert' } : {}, text);
  const input = found.matches('input, select, textarea') ? found : found.querySelector('input, select, textarea');
  (found.closest('.step-row') ?? (found === input ? found.parentElement : found)).append(message);
  if (tone === 'bad' && input) {
    input.setAttribute('aria-invalid', 'true');
    input.closest('details')?.setAttribute('open', '');
    input.focus({ preventScroll: true });
    message.scrollIntoView({ block: 'center' });
  }
  return true;
}

/** A time of day as the whole world writes it: browsers' own time fields go by the machine's habits. */
export const timeOfDay = (value) => el('input', { value: value?.slice(0, 5) ?? '', placeholder: '00:00', maxlength: '5', inputmode: 'numeric', pattern: '([01][0-9]|2[0-3]):[0-5][0-9]', autocomplete: 'off' });

/** A field with its name and its place in the JSON. */
export function place(path, label, control, hint) {
  const single = control.matches?.('input, select, textarea');
  return el(single ? 'label.field' : 'div.field', single ? { data: { field: path } } : { role: 'group', aria: { label }, data: { field: path } },
    el('span', label), control, hint && el('small', hint));
}
