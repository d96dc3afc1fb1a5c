/** The four severities, mildest first, each told by shape, letter and colour. */
import { el, icon } from '../dom.js';
import { t } from '../i18n.js';

export const MILDEST_FIRST = ['blue', 'yellow', 'orange', 'red'];

const SVG = 'http://www.w3.org/2000/svg';

export function severityMark(severity) {
  const sign = icon(severity, `severity-mark ${severity}`);
  const letter = document.createElementNS(SVG, 'text');
  letter.setAttribute('x', '12');
  letter.setAttribute('y', severity === 'orange' ? '19' : '16.4');
  letter.textContent = t(`severity.letter.${severity}`);
  sign.append(letter);
  return sign;
}

export const severityWord = (severity) => el('span.severity-word', severityMark(severity), t(`severity.${severity}`));
