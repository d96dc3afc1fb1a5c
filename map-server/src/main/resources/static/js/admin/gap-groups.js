/** What is broken in which grid, each thing once with all its times. Pure. */
import { grouped } from './grouped.js';

const WORST_FIRST = ['nobody-answers', 'no-contact', 'no-channel', 'channel-down', 'no-leader', 'rota-gap', 'unverified'];

const rank = ({ what }) => WORST_FIRST.indexOf(what);

/** @returns `[{grid, name, lines: [{what, who, spans}]}]`, the grids with the worst first */
export function gapGroups(gaps) {
  const grids = [...grouped(gaps, ({ grid }) => grid).values()].map((own) => ({ grid: own[0].grid, name: own[0].name, lines: linesOf(own) }));
  return grids.toSorted((a, b) => rank(a.lines[0]) - rank(b.lines[0]) || a.grid.localeCompare(b.grid));
}

function linesOf(gaps) {
  const same = grouped(gaps, ({ what, who }) => `${what} ${who}`);
  return [...same.values()].map((own) => ({ what: own[0].what, who: own[0].who, spans: own.map(({ from, to }) => ({ from, to })) }))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** How many grids have each kind of gap, worst first. */
export const gapCounts = (groups) => WORST_FIRST.map((what) => [what, groups.filter(({ lines }) => lines.some((line) => line.what === what)).length]).filter(([, n]) => n > 0);
