/** Closed alerts for the board: asked for by page as the filter says, the newest first. */
import { get, query } from '../api.js';
import { byNewest } from './rows.js';

const MOST = 500;

/** @param ready called when what was asked for is here, or could not be had */
export function closedAlerts(ready) {
  let asked = null;
  let rows = [];
  let total = 0;
  let busy = false;
  let error = null;

  async function load(filter) {
    busy = true;
    error = null;
    try {
      const answer = await get(`/alerts?${query({ phase: 'closed', quiet: 'all', sort: 'newest', size: MOST, severity: filter.severities.join(','), kind: filter.kind, grid: filter.grid, q: filter.text })}`);
      rows = answer.alerts;
      total = answer.total;
    } catch (problem) {
      error = problem;
    } finally {
      busy = false;
    }
    ready();
  }

  return {
    order: byNewest,
    rows: () => rows,
    total: () => total,
    loading: () => busy,
    problem: () => error,
    forget: () => (asked = null),
    /** Asks unless that has been asked already; `again` in any case. */
    want(filter, again = false) {
      const question = JSON.stringify(filter);
      if (busy || (asked === question && !again)) return;
      asked = question;
      load({ ...filter });
    },
  };
}
