/** Elements without templates: text always goes in as text. */
import { GLYPHS } from './icons.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * `el('button.primary', {type: 'button', onclick: save}, 'Save')`. Properties that start with `on` are listeners,
 * `data`/`aria` are objects, false and null are left out, `true` becomes an empty attribute.
 */
export function el(tag, properties, ...children) {
  if (properties === null || typeof properties !== 'object' || properties instanceof Node || Array.isArray(properties)) {
    children.unshift(properties);
    properties = {};
  }
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) set(element, key, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
  else if (key === 'data') Object.assign(element.dataset, value);
  else if (key === 'aria') for (const [name, text] of Object.entries(value)) element.setAttribute(`aria-${name}`, text);
  else if (key === 'value') element.value = value;
  else if (key === 'checked') element.checked = value;
  else element.setAttribute(key, value === true ? '' : value);
}

/** One of our own glyphs, as large as the text around it asks. */
export function icon(name, className = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon ${className}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', GLYPHS[name].d);
  if (GLYPHS[name].filled) path.setAttribute('class', 'filled');
  svg.append(path);
  return svg;
}

/** A button that is a glyph, with its words for those who do not see it. */
export function iconButton(name, label, onclick, className = '') {
  return el(`button.icon-button${className && `.${className}`}`, { type: 'button', title: label, aria: { label }, onclick }, icon(name));
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(Boolean));
  return parent;
}

export const $ = (selector, root = document) => root.querySelector(selector);

/** Calls `run` once things have been quiet for `ms`. */
export function debounce(run, ms) {
  let timer = 0;
  const debounced = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), ms);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}
