/** Small pieces that the board, the alert's page and the map's panels show alike. */
import { ago } from '../clock.js';
import { el, icon } from '../dom.js';
import { t } from '../i18n.js';
import { phaseText, placeOf, titleOf } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The shape of a severity with its letter: told apart without colour. */
export function severitySign(severity) {
  const sign = icon(severity, `severity ${severity}`);
  const letter = document.createElementNS(SVG, 'text');
  letter.setAttribute('x', '12');
  letter.setAttribute('y', severity === 'orange' ? '19' : '16.4');
  letter.textContent = t(`severity.letter.${severity}`);
  sign.append(letter);
  return sign;
}

export const severityBadge = (severity) => el(`span.severity-badge.${severity}`, severitySign(severity), t(`severity.${severity}`));

export const phaseBadge = (row) => el(`span.phase.is-${row.phase === 'active' && row.acknowledgedAt ? 'acknowledged' : row.phase}`,
  row.acknowledgedAt && row.phase !== 'closed' ? icon('check') : null, phaseText(row));

/** An alert in one line that opens it. */
export function alertLink(app, row) {
  return el('li', el('button.alert-link', { type: 'button', onclick: () => app.select('alert', String(row.id), { focus: true }) },
    severitySign(row.severity), el('span.row-text', el('strong', titleOf(row)), el('small', placeOf(row), ' · ', phaseText(row))), ago(row.raisedAt)));
}

export const alertLinks = (app, rows) => el('ul.links', rows.map((row) => alertLink(app, row)));
