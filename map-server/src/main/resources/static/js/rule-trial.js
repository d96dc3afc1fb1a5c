/** What a rule would have done: begun here, followed while it runs, and told as bars, figures and a list. */
import { severityMark, severityWord } from './admin/severity-mark.js';
import { trialSpan } from './admin/trial-span.js';
import { del, get, post } from './api.js';
import { timeZone, toMs } from './clock.js';
import { explain } from './dialog.js';
import { el, icon, replace } from './dom.js';
import { dateMinute, number } from './format.js';
import { t } from './i18n.js';
import { quantityName, eventName } from './quantities.js';
import { barsOf, lastedText, looksAtReadings, perDay, whyNotTried, worstFirst } from './trial-figures.js';

const EVERY_MS = 500;
const LISTED = 20;

/**
 * @param rule gives the rule as its fields stand now, as the API takes it
 * @param stored `{id, version}` of the one in force, or null: then there is nothing to compare with
 * @returns `element`, and `look()` to be called when the rule is another one
 */
export function ruleTrial({ rule, stored = null }) {
  const span = trialSpan();
  const compare = el('input', { type: 'checkbox', checked: Boolean(stored) });
  const begin = el('button.primary', { type: 'button', onclick: start }, t('trial.begin'));
  const bar = el('progress', { max: 1, value: 0, aria: { label: t('trial.running') } });
  const percent = el('span.number');
  const cancel = el('button', { type: 'button', onclick: stop }, t('cancel'));
  const running = el('div.trial-running', { hidden: true, role: 'status' }, bar, percent, cancel);
  const result = el('div.trial-result', { aria: { live: 'polite' } });
  let id = null;

  const reason = el('p.hint-warning', { hidden: true });
  const tools = el('div.trial-tools', span.element, stored && el('label.tick', compare, t('trial.compare', { n: stored.version })), begin);
  const element = el('section.panel.trial', el('h2', t('trial.title')), el('p.hint', t('trial.hint')), reason, tools, running, result);
  look();
  return { element, look };

  /** What history says nothing about cannot be begun at all. */
  function look() {
    const why = whyNotTried(rule().condition);
    reason.textContent = why ? t(why) : '';
    reason.hidden = !why;
    tools.hidden = Boolean(why);
  }

  async function start() {
    const over = span.value();
    if (!over) return;
    const wish = { rule: rule(), ...over };
    if (stored) wish.ruleId = stored.id;
    if (stored && compare.checked) wish.compareWith = stored.version;
    busy(true);
    replace(result);
    try {
      ({ id } = await post('/trials', wish));
      await follow(id, looksAtReadings(wish.rule.condition));
    } catch (problem) {
      const atField = problem.status === 400 && span.complain(problem.body?.field, explain(problem));
      if (!atField) replace(result, el('p.form-error', { role: 'alert' }, explain(problem)));
    } finally {
      busy(false);
      id = null;
    }
  }

  async function follow(mine, readings) {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      if (!running.isConnected) return void (await del(`/trials/${mine}`)); // nobody is looking any more
      const status = await get(`/trials/${mine}`);
      bar.value = status.progress;
      percent.textContent = `${Math.floor(status.progress * 100)} %`;
      if (status.state === 'running') continue;
      replace(result, told(status, readings));
      return;
    }
  }

  async function stop() {
    if (id) await del(`/trials/${id}`).catch(() => {}); // what is gone already needs no end
  }

  function busy(is) {
    running.hidden = !is;
    begin.disabled = is;
    bar.value = 0;
    percent.textContent = '';
  }
}

function told({ state, result, trouble }, readings) {
  if (state === 'cancelled') return el('p.muted', t('trial.cancelled'));
  if (state === 'failed') return el('p.form-error', { role: 'alert' }, t('trial.failed', { why: trouble }));
  return [summary(result), blank(result, readings), result.compared && comparison(result), chart(result.rule.days), marks(result.rule.marks), noisiest(result.rule.noisiest), list(result.rule)];
}

function summary({ rule, from, to, tookMs, readingsFrom }) {
  const { total, series, devices, looked, cut } = rule;
  const days = Math.max(1, Math.round((toMs(to) - toMs(from)) / 86400e3));
  return [
    el('p.trial-total', el('strong', t(cut ? 'trial.totalCut' : 'trial.total', { n: total })), ' ', t('trial.perDay', { n: number(perDay(total, toMs(from), toMs(to)), 1) }),
      ['red', 'orange', 'yellow', 'blue'].filter((severity) => rule.counts[severity]).map((severity) => el('span.trial-count', severityMark(severity), String(rule.counts[severity])))),
    el('p.muted', t('trial.looked', { devices, series, looked, seconds: number(tookMs / 1000, 1), days })),
    toMs(readingsFrom) > toMs(from) && el('p.hint-warning', t('trial.dropped', { at: dateMinute(toMs(readingsFrom), timeZone()) })),
  ];
}

/** That nothing was found, because there was nothing to look at, is another thing than calm. */
function blank({ rule: { devices, looked, total } }, readings) {
  if (!devices) return el('p.hint-warning', t('trial.nothingWatched'));
  return readings && !looked && !total ? el('p.hint-warning', t('trial.nothingStored')) : null;
}

function comparison({ compared, other }) {
  return el('dl.facts.trial-compared',
    el('dt', t('trial.onlyThis')), el('dd', String(compared.onlyRule)),
    el('dt', t('trial.onlyOther', { n: other.version })), el('dd', String(compared.onlyOther)),
    el('dt', t('trial.both')), el('dd', String(compared.both)));
}

/** A bar a day, stacked by severity; what it shows is said in words as well. */
function chart(days) {
  const bars = barsOf(days);
  const most = Math.max(...bars.map(({ total }) => total), 0);
  return el('figure.trial-days', { role: 'img', aria: { label: t('trial.daysLabel', { most, with: bars.filter(({ total }) => total).length, days: bars.length }) } },
    el('div.trial-bars', bars.map((bar) => el('div.trial-bar', { title: `${bar.day}: ${bar.total}` },
      bar.parts.map(({ severity, share }) => el(`span.${severity}`, { style: `height:${(share * 100).toFixed(2)}%` }))))),
    el('figcaption', el('span', bars[0]?.day ?? ''), el('span', t('trial.most', { n: most })), el('span', bars.at(-1)?.day ?? '')));
}

function marks({ real, falseOnes, unmarked, fresh, missedReal, sparedFalse }) {
  if (!real && !falseOnes && !unmarked && !missedReal && !sparedFalse) return el('p.muted', t('trial.noReal'));
  return el('p', t('trial.marks', { real, falseOnes, unmarked, fresh }), ' ', el(missedReal ? 'strong' : 'span', t('trial.missed', { n: missedReal })), ' ', t('trial.spared', { n: sparedFalse }));
}

function noisiest(devices) {
  if (devices.length < 2) return null;
  return el('details', el('summary', t('trial.noisiest')), el('ol', devices.map(({ device, deviceLabel, count, lastedS }) =>
    el('li', deviceLink(device, deviceLabel), ' ', t('trial.noisy', { n: count, lasted: lastedText(lastedS, t) })))));
}

function list({ alerts, total }) {
  if (!alerts.length) return null;
  const box = el('ol.trial-alerts');
  const more = el('button', { type: 'button', onclick: () => show(alerts.length) }, t('trial.more', { n: alerts.length - LISTED }));
  const show = (most) => {
    replace(box, worstFirst(alerts).slice(0, most).map(line));
    more.hidden = most >= alerts.length;
  };
  show(LISTED);
  return [el('h3', t('trial.alerts')), total > alerts.length && el('p.muted', t('trial.newest', { n: alerts.length })), box, more];
}

function line(alert) {
  const value = alert.value === null ? '' : ` ${number(alert.value, 2)}`;
  return el('li', { data: { also: String(alert.also) } }, severityWord(alert.severity),
    el('span.trial-where', alert.device ? deviceLink(alert.device, alert.deviceLabel) : alert.subject),
    el('span', whatText(alert.what) + value, alert.repeats ? ` ×${alert.repeats + 1}` : ''),
    el('span.nowrap', dateMinute(toMs(alert.raisedAt), timeZone())),
    el('span', alert.clearedAt ? lastedText(alert.lastedS, t) : t('trial.stands')),
    el('span.muted', [alert.judged && t(`trial.judged.${alert.judged}`), alert.also === false && t('trial.onlyThis')].filter(Boolean).join(t('comma'))));
}

const whatText = (what) => (['silence', 'together', 'spread'].includes(what) ? t(`trial.what.${what}`) : quantityName(what) === what ? eventName(what) : quantityName(what));

const deviceLink = (name, label) => el('a', { href: `/#device/${encodeURIComponent(name)}` }, icon('pin'), label || name);
