/** What can be said of a template without asking the server. Pure. */

const GAP = /\{([A-Za-z]+)\}/g;

/** As much as the server stores. */
export const LONGEST = 2000;

/** Link and markup that come on top of the words, more or less. */
const AROUND = 250;

/** Bytes that a message may have by each kind of channel; longer ones have their values cut. Those without a limit worth naming are left out. */
const LIMITS = [['wecomText', 2048], ['push', 3993], ['wecom', 4096], ['dingtalk', 18000], ['feishu', 20000], ['webhook', 65536]];

/** Gaps that nothing will fill, each once. */
export const unknownGaps = (words, known) => [...new Set([...words.matchAll(GAP)].map(([, name]) => name))].filter((name) => !known.includes(name));

/** As a channel counts it: UTF-8. */
export const bytesOf = ({ title, lines, closing }) =>
  AROUND + new TextEncoder().encode([title, ...lines.map(({ label, value }) => (label ? `${label}: ${value}` : value)), closing].join('\n')).length;

/** `{channel, most, fits}` of each kind of channel, the narrowest first. */
export const fitting = (bytes) => LIMITS.map(([channel, most]) => ({ channel, most, fits: bytes <= most }));

/** The words with a gap put in place of what is selected, and where the cursor stands then. */
export function withGap(words, from, to, name) {
  const gap = `{${name}}`;
  return { words: words.slice(0, from) + gap + words.slice(to), cursor: from + gap.length };
}

/** The first line of a template, which becomes the title. */
export const titleOf = (words) => words.split('\n', 1)[0];
