/** The versions of a rule, what each changed, and the way back to one of them. */
import { get, put } from '../api.js';
import { ago } from '../clock.js';
import { notify } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { differences, ruleOnly } from './rule-diff.js';
import { conditionLine, differenceList, titleOf } from './rule-text.js';
import { attempt, button } from './table.js';

export async function ruleHistory({ body, vocabulary, mayEdit }, id) {
  const [rule, versions] = await Promise.all([get(`/rules/${id}`), get(`/rules/${id}/versions`)]);
  const back = (version) => attempt(async () => {
    await put(`/rules/${id}?version=${rule.version}`, ruleOnly(version));
    notify(t('rule.wentBack', { n: version.version }));
    location.hash = `#rules/${id}`;
  });
  replace(body, el('div.rule-head', el('a', { href: `#rules/${id}` }, icon('back'), titleOf(rule)), el('h2', t('rule.history'))),
    el('ol.versions', { reversed: true }, versions.map((version, at) => entry(version, versions[at + 1], at === 0))));

  function entry(version, before, newest) {
    const changed = before ? differences(before, version) : [];
    return el('li.panel',
      el('header', el('strong', t('rule.version', { n: version.version })), newest && el('span.muted', t('rule.current')),
        el('span.muted', version.changedBy || t('rule.byDefault')), ago(version.changedAt),
        !newest && mayEdit && !rule.ended && button(t('rule.goBack'), () => back(version))),
      conditionLine(version.condition, vocabulary.unitOf),
      before ? (changed.length ? differenceList(changed) : el('p.muted', t('rule.same'))) : el('p.muted', t('rule.firstVersion')));
  }
}
