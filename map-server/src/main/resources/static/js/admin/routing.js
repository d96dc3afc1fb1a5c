/** Who is told of which alerts: a policy for each severity, exceptions for utilities, and what would come of it. */
import { del, get, query } from '../api.js';
import { confirmLoss, notify } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { KINDS } from '../states.js';
import { durationText } from './duration.js';
import { mayEditPeople } from './edit-rights.js';
import { policyDialog } from './policy-form.js';
import { stepsByTime } from './policy-steps.js';
import { routingPreview } from './routing-preview.js';
import { MILDEST_FIRST, severityWord } from './severity-mark.js';
import { attempt, button, fill } from './table.js';

const UTILITIES = [...KINDS, 'other'];

export async function page({ body, me }) {
  const mayEdit = mayEditPeople(me);
  const list = el('div.policies');
  const preview = routingPreview();
  replace(body, !mayEdit && el('p.hint', t('routing.readOnly')), list, el('section.panel', { id: 'routing-preview' }, el('h2', t('routing.preview')), el('p.muted', t('routing.previewHint')), preview.element));
  await refresh();

  function refresh() {
    return fill(list, async () => {
      const rows = await get('/routing');
      return MILDEST_FIRST.toReversed().map((severity) => oneSeverity(severity, rows.filter((row) => row.severity === severity)));
    });
  }

  function oneSeverity(severity, rows) {
    const [general] = rows.filter(({ kind }) => kind === 'any');
    const exceptions = rows.filter(({ kind }) => kind !== 'any');
    const free = UTILITIES.filter((kind) => exceptions.every((row) => row.kind !== kind));
    return el('section.panel.policy', { data: { severity } }, el('h2', severityWord(severity)),
      onePolicy(general),
      exceptions.map(onePolicy),
      mayEdit && free.length > 0 && el('div.buttons', button([icon('plus'), t('routing.except')], () => change(general, free))));
  }

  function onePolicy(row) {
    const { kind, standard, policy } = row;
    return el('div.one-policy', { data: { kind } },
      el('header', el('h3', kind === 'any' ? t('routing.any') : [kind !== 'other' && icon(kind), ' ', t('routing.only', { kind: t(`kind.${kind}`) })]), el('span.muted', t(standard ? 'routing.standard' : 'routing.own')),
        mayEdit && el('div.turn-hands', button(t('routing.change'), () => change(row)), !standard && button(t(kind === 'any' ? 'routing.reset' : 'routing.drop'), () => reset(row), 'plain'))),
      policyLine(policy));
  }

  async function change(row, kinds = null) {
    if (await policyDialog(row, kinds)) done();
  }

  async function reset({ severity, kind }) {
    const words = { severity: t(`severity.${severity}`), kind: kind === 'any' ? '' : t(`kind.${kind}`) };
    const title = t(kind === 'any' ? 'routing.reset' : 'routing.drop');
    if (!(await confirmLoss(title, t(kind === 'any' ? 'routing.resetWhat' : 'routing.dropWhat', words), title))) return;
    await attempt(async () => { await del(`/routing/${severity}?${query({ kind })}`); done(); });
  }

  function done() {
    notify(t('saved'));
    refresh();
    preview.refresh();
  }
}

/** The steps one below the other, each at its time. */
function policyLine({ steps, repeatSeconds, repeats }) {
  if (!steps.length) return el('p.digest', t('routing.digest'));
  return el('ol.timeline-steps',
    stepsByTime(steps).map(({ afterSeconds, steps: own }) => el('li', el('span.step-time', afterText(afterSeconds)),
      el('span', own.map(({ who, by }) => el('div', t(`target.${who}`), by.length > 0 && el('span.muted', ` ${t('routing.by', { means: by.map((means) => t(`means.${means}`)).join(t('comma')) })}`)))))),
    repeatSeconds > 0 && el('li.again', el('span.step-time', t('routing.every', { time: durationText(repeatSeconds) })),
      el('span', t(repeats ? 'routing.againTimes' : 'routing.again', { n: repeats }))));
}

const afterText = (seconds) => (seconds ? t('routing.after', { time: durationText(seconds) }) : t('routing.atOnce'));
