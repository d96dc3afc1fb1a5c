/** Where two rules differ, field by field. Pure. */

/** Said by the server about a rule, and no part of it. */
const ABOUT = new Set(['id', 'version', 'changedAt', 'changedBy', 'ended', 'standing', 'watching', 'warnings']);

/** `{id, version, …rule}` to the rule alone, as the server takes it. */
export const ruleOnly = (row) => Object.fromEntries(Object.entries(row).filter(([name]) => !ABOUT.has(name)));

/** `[{path, was, now}]`; steps go by their severity, lists of words are one value. */
export function differences(was, now) {
  const before = flat(ruleOnly(was));
  const after = flat(ruleOnly(now));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path]))
    .map((path) => ({ path, was: before[path], now: after[path] }));
}

function flat(value, path = '', into = {}) {
  if (Array.isArray(value) && value.some((each) => typeof each === 'object')) {
    value.forEach((each, at) => flat(without(each, path), `${path}.${path.endsWith('steps') ? each.severity : at + 1}`, into));
  } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [name, each] of Object.entries(value)) flat(each, path ? `${path}.${name}` : name, into);
  } else if (!(Array.isArray(value) && value.length === 0)) {
    into[path] = value;
  }
  return into;
}

/** The severity of a step is in its path already. */
function without(step, path) {
  if (!path.endsWith('steps')) return step;
  const { severity, ...rest } = step;
  return rest;
}
