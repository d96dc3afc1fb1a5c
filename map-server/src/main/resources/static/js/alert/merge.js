/** Takes what the server says of alerts into what is known of them. Pure. */
import { severityRank } from './severity.js';

/**
 * Takes rows into `known` (by id); an answer that is older than what is known changes nothing.
 *
 * @returns `fresh`: rows nobody had heard of; `back`: those that stand again, or are quiet no more; `worse`: rows whose
 *     severity rose; `changed`: all that differ
 */
export function takeRows(known, rows) {
  const told = { fresh: [], back: [], worse: [], changed: [] };
  for (const row of rows) {
    const was = known.get(row.id);
    if (was && was.revision >= row.revision) continue;
    known.set(row.id, row);
    told.changed.push(row);
    if (!was) told.fresh.push(row);
    else if (row.reopened > was.reopened || (isHeld(was) && !isHeld(row))) told.back.push(row);
    else if (severityRank(row.severity) > severityRank(was.severity)) told.worse.push(row);
  }
  return told;
}

const isHeld = ({ heldBackBy, silencedBy, shelvedUntil }) => Boolean(heldBackBy || silencedBy || shelvedUntil);

/** Takes all open alerts; what is not among them has been closed meanwhile. @returns as {@link takeRows}, and `gone`: ids */
export function takeAll(known, rows) {
  const here = new Set(rows.map(({ id }) => id));
  const gone = [...known.keys()].filter((id) => !here.has(id));
  for (const id of gone) known.delete(id);
  return { ...takeRows(known, rows), gone };
}

/** The worst severity per device among rows; `quiet(row)` ones are left out. */
export function worstByDevice(rows, quiet) {
  const worst = new Map();
  for (const row of rows) {
    if (!row.device || quiet(row)) continue;
    if (severityRank(row.severity) > severityRank(worst.get(row.device))) worst.set(row.device, row.severity);
  }
  return worst;
}
