/** A form that says what is wrong beside the field it is about, and above them what is about none. */
import { Problem } from '../api.js';
import { explain } from '../dialog.js';
import { el } from '../dom.js';
import { clearErrors, showError } from './field-errors.js';

/** `save()` reads the fields by itself; `extra` are buttons beside the one that saves. */
export function fieldForm(content, save, label, extra = []) {
  const error = el('p.form-error', { role: 'alert', hidden: true });
  const submit = el('button.primary', { type: 'submit' }, label);
  async function onsubmit(event) {
    event.preventDefault();
    const element = event.target;
    clearErrors(element);
    error.hidden = true;
    submit.disabled = true;
    try {
      await save();
    } catch (problem) {
      error.textContent = explain(problem);
      error.hidden = saidBeside(element, problem);
    } finally {
      submit.disabled = false;
    }
  }
  return el('form', { novalidate: true, onsubmit }, error, content, el('div.buttons', submit, extra));
}

/** True when a field was found for what the server says. */
export const saidBeside = (element, problem) =>
  Boolean(problem.status === 400 && problem.body?.field && showError(element, problem.body.field, explain(problem)));

/** What the page itself finds wrong with a field, before it asks the server. */
export const wrongField = (field, words) => new Problem(400, '', words, { field });
