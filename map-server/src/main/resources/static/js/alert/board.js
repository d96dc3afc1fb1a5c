/** The board: all open alerts, the worst and oldest on top; filters, many at once, everything by the keyboard. */
import { now } from '../clock.js';
import { explain } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { empty, failed } from '../parts.js';
import { session } from '../session.js';
import { virtualList } from '../vlist.js';
import { mayAct } from './acts.js';
import { boardFilter, isAny, rememberedFilter } from './board-filter.js';
import { boardHead, boardRow, rowStamp } from './board-row.js';
import { bulkBar } from './bulk-bar.js';
import { closedAlerts } from './closed-alerts.js';
import { listed } from './rows.js';
import { createTicks } from './ticks.js';

const NARROW = matchMedia('(max-width: 720px)');

export function createBoard(app) {
  const filter = rememberedFilter();
  const ticks = createTicks();
  const look = { ticked: ticks.has, open: (id) => app.selected()?.type === 'alert' && app.selected().ref === String(id) };
  const past = closedAlerts(() => refresh());
  const fresh = new Set(); // raised while the reader was further down
  let items = [];
  let problem = null;
  const list = virtualList({
    label: t('board.title'), roles: ['grid', 'row'], height: () => (NARROW.matches ? 112 : 52),
    keyOf: (item) => item.heading ?? item.row.id, stampOf: (item) => rowStamp(item, look),
    row: (item) => boardRow(app, item, look, { tick, acknowledge: (row) => app.acts.acknowledge([row]) }),
    pick: (item, event) => item?.row && !event.target.closest('.tick-cell, [data-act]') && open(item.row),
  });
  const filters = boardFilter(app, filter, () => { ticks.clear(); past.forget(); refresh(); });
  const news = el('button.board-news', { type: 'button', hidden: true, onclick: toNews });
  const bulk = bulkBar({ rows: () => rowsOf(ticks.ids()), acts: app.acts, clear: () => { ticks.clear(); refresh(); }, all: () => { ticks.toggleAll(shown()); refresh(); } });
  const nothing = el('div.board-nothing', { hidden: true });
  const amount = el('span.board-amount', { role: 'status' });
  const element = el('div.board-alerts', filters.element, el('div.board-bar', mayAct() && bulk.element, amount), boardHead(), nothing, el('div.board-rows', news, list.element));
  list.element.addEventListener('scroll', () => list.element.scrollTop < 8 && seen(), { passive: true });

  const shown = () => items.filter(({ row }) => row).map(({ row }) => row.id);
  const rowsOf = (ids) => ids.map((id) => app.alerts.get(id)).filter(Boolean);

  function refresh() {
    const closed = filter.state === 'closed';
    if (closed) past.want(filter);
    const rows = closed ? past.rows() : app.alerts.all();
    const { me } = session;
    items = listed(rows, closed ? { ...filter, quiet: 'all' } : filter, { now: now(), me: [me.displayName, me.name], order: closed ? past.order : undefined });
    ticks.keepOnly(shown());
    list.show(items);
    bulk.show(ticks.size);
    filters.draw();
    amount.classList.toggle('bad', Boolean(problem));
    amount.textContent = problem ? t('board.stale') : !app.alerts.loaded ? '' : t('board.shown', { n: shown().length, total: closed ? past.total() : app.alerts.all().length });
    explainNothing(closed);
  }

  /** Empty and failed are told apart, and what to do is said. */
  function explainNothing(closed) {
    const error = closed ? past.problem() : problem;
    const waiting = closed ? past.loading() : !app.alerts.loaded;
    nothing.hidden = items.length > 0;
    if (error && !items.length) replace(nothing, failed(explain(error), () => (closed ? past.want(filter, true) : app.alerts.reload())));
    else if (waiting) replace(nothing, el('p.empty', t('loading')));
    else if (isAny(filter)) replace(nothing, empty('check', t('board.calm'), t(app.alerts.counts().quiet ? 'board.calmQuiet' : 'board.calmHint')));
    else replace(nothing, empty('filter', t('board.nothing'), t('board.nothingHint'), el('button', { type: 'button', onclick: filters.reset }, t('board.clearFilter'))));
  }

  function tick(row, range) {
    ticks.toggle(row.id, shown(), range);
    refresh();
  }

  function open(row, how = {}) {
    app.select('alert', String(row.id), { focus: true, instead: app.selected()?.type === 'alert', ...how });
  }

  /** To the worst of them: it need not be the first line. */
  function toNews() {
    const item = items.find(({ row }) => row && fresh.has(row.id));
    if (item) list.goTo(item, true);
    seen();
  }

  function seen() {
    fresh.clear();
    news.hidden = true;
  }

  function tellNews(rows) {
    if (list.element.scrollTop < 8 || !element.isConnected) return;
    for (const row of rows) fresh.add(row.id);
    news.hidden = !fresh.size;
    replace(news, icon('back', 'up'), t('board.news', { n: fresh.size }));
  }

  return {
    element, refresh,
    changed(told) {
      problem = null;
      refresh();
      if (!told.first) tellNews(told.fresh.filter(({ id }) => shown().includes(id)));
    },
    /** What is open is marked in its line. */
    redraw: list.refresh,
    failed(error) {
      problem = error;
      if (element.isConnected) refresh();
    },
    focus: () => (items.length ? list.focus() : filters.focus()),
    /** j and k: through the lines, past headings; an alert that is open follows. */
    step(n) {
      list.step(n);
      if (list.at()?.heading) list.step(n);
      if (app.selected()?.type === 'alert' && list.at()?.row) open(list.at().row, { focus: false });
    },
    tickHere: () => mayAct() && list.at()?.row && tick(list.at().row, false),
    /** Ticked lines, else the one the keys are on. */
    acknowledge: () => {
      const rows = ticks.size ? rowsOf(ticks.ids()) : [list.at()?.row].filter(Boolean);
      if (mayAct() && rows.length) app.acts.acknowledge(rows).then(() => { ticks.clear(); refresh(); });
    },
    ticked: () => ticks.size,
    narrow(change) {
      Object.assign(filter, change);
      refresh();
    },
  };
}
