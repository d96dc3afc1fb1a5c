/** The safety rules: what is unsafe, and who says so. `#rules`, `#rules/12`, `#rules/12/history`, `#rules/new`, `#rules/copy/12`. */
import { get } from '../api.js';
import { mayEditRules } from './edit-rights.js';
import { ruleEditor } from './rule-editor.js';
import { ruleHistory } from './rule-history.js';
import { ruleList } from './rule-list.js';

export async function page({ body, tools, ref, me }) {
  const [vocabulary, grids] = await Promise.all([get('/rules/vocabulary'), get('/grids')]);
  const units = new Map(vocabulary.quantities.map(({ name, unit }) => [name, unit]));
  const context = {
    body, tools, mayEdit: mayEditRules(me), vocabulary: { ...vocabulary, unitOf: (quantity) => units.get(quantity) ?? '' },
    grids: grids.features.map(({ properties }) => properties).toSorted((a, b) => a.level - b.level || a.code.localeCompare(b.code)),
  };
  const [head, tail] = (ref ?? '').split('/');
  if (!head) return ruleList(context);
  if (tail === 'history') return ruleHistory(context, Number(head));
  if (head === 'new') return ruleEditor(context, {});
  return ruleEditor(context, head === 'copy' ? { copy: Number(tail) } : { id: Number(head) });
}
