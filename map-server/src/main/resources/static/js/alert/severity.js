/** The four severities, worst first, and the mark by which the map tells each apart without its colour. Pure. */
import { ALARM, BLUE, WARNING, YELLOW } from '../marks.js';

export const SEVERITIES = ['red', 'orange', 'yellow', 'blue'];

const RANK = { blue: 1, yellow: 2, orange: 3, red: 4 };
const MARK = { red: ALARM, orange: WARNING, yellow: YELLOW, blue: BLUE };

export const severityRank = (severity) => RANK[severity] ?? 0;
export const worseOf = (one, other) => (severityRank(other) > severityRank(one) ? other : one);

/** What the map draws for it. */
export const markOf = (severity) => MARK[severity] ?? BLUE;

/** Those that are heard as well as seen. */
export const isLoud = (severity) => severity === 'red' || severity === 'orange';
