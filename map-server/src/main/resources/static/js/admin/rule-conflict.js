/** Two people changed the same rule: what the other one made of it, and whose it shall be. */
import { ago } from '../clock.js';
import { openDialog } from '../dialog.js';
import { el } from '../dom.js';
import { t } from '../i18n.js';
import { differences } from './rule-diff.js';
import { differenceList } from './rule-text.js';
import { button } from './table.js';

/** Resolves to `mine`, `theirs`, or undefined: go on editing. */
export function resolveConflict(theirs, mine) {
  const differ = differences(theirs, mine);
  return openDialog(t('rule.conflict'), (close) => [
    el('p', t('rule.conflictWho', { who: theirs.changedBy || t('rule.byDefault'), n: theirs.version }), ' ', ago(theirs.changedAt)),
    el('p.muted', t('rule.conflictWhat')),
    differ.length ? differenceList(differ) : el('p', t('rule.same')),
    el('div.buttons', button(t('rule.takeTheirs'), () => close('theirs'), 'primary'), button(t('rule.saveMine'), () => close('mine'), 'danger'), button(t('rule.keepEditing'), () => close())),
  ], { wide: true });
}
