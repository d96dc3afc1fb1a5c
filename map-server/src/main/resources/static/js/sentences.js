/**
 * What the server says, in the reader's language. Programs read its answers too, so it always speaks English; its
 * sentences are recognised by the English templates among the words (`sentence.*`) and said again around the same
 * values. Pure.
 */

const HOLE = /\{(\w+)\}/g;

/** What fits into a hole by its name; into others anything does, as little as can be. */
const SHAPES = { field: '[\\w.]+(?: \\w+)?', limits: '[-\\d.]+', device: '[\\w.-]+', quantity: '\\w+' };

/** Holes whose value may have a word of its own, such as `field.tag`. All other values stay as they are. */
const WORDED = ['field', 'seen'];

/** From a sentence of the server to the same in the words of `own`; what it does not know it gives back unchanged. */
export function translator(english, own) {
  const known = Object.keys(english).filter((key) => key.startsWith('sentence.') && key in own)
    .toSorted((a, b) => literals(english[b]) - literals(english[a])) // the most specific first
    .map((key) => [patternOf(english[key]), own[key]]);

  function say(sentence) {
    for (const [pattern, text] of known) {
      const found = pattern.exec(sentence);
      if (found) return text.replace(HOLE, (whole, name) => inWords(name, found.groups[name]));
    }
    return sentence;
  }

  function inWords(name, value) {
    if (name === 'sentence') return say(value);
    return WORDED.includes(name) ? own[`${name}.${value}`] ?? value : value;
  }
  return say;
}

const literals = (template) => template.replace(HOLE, '').length;

function patternOf(template) {
  const parts = template.split(HOLE).map((part, i) => (i % 2 ? `(?<${part}>${SHAPES[part] ?? '[^]*?'})` : part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`);
}
