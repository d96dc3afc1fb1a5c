/** The buttons of the page, large enough for a thumb in a glove; and a note and photos from the spot. */
import { openDialog } from '../dialog.js';
import { el, icon, replace } from '../dom.js';
import { t } from '../i18n.js';
import { isHere } from './facts.js';

const REASONS = ['cooking', 'works', 'sensor', 'test'];
const LONGEST_NOTE = 1000;
const LONGEST_REASON = 300;

const button = (action, glyph, onclick, className = '') =>
  el(`button${className}`, { type: 'button', data: { act: action }, onclick }, icon(glyph), el('span', t(`tap.act.${action}`)));

/** @param press called with the action and what goes with it */
export function buttons(press) {
  const all = {
    acknowledge: button('acknowledge', 'check', () => press('acknowledge', {}), '.primary'),
    'on-site': button('on-site', 'pin', () => press('on-site', {})),
    help: button('help', 'group', () => press('help', {}), '.danger'),
    'false-alarm': button('false-alarm', 'close', async () => {
      const reason = await askReason();
      if (reason) press('false-alarm', { reason });
    }),
  };
  const element = el('div.tap-buttons', Object.values(all));

  return {
    element,
    /** While one is under way none takes a press. */
    busy: (is) => Object.values(all).forEach((each) => (each.disabled = is)),
    show(sheet) {
      const { alert, you, mayAct } = sheet;
      element.hidden = !mayAct;
      const mine = alert.acknowledgedBy === you && !alert.worseSinceAcknowledged;
      all.acknowledge.classList.toggle('primary', !mine);
      all['on-site'].classList.toggle('primary', mine && alert.phase === 'active' && !isHere(sheet));
    },
  };
}

function askReason() {
  return openDialog(t('tap.act.false-alarm'), (close) => {
    const reason = el('input', { required: true, maxlength: String(LONGEST_REASON), aria: { label: t('alert.reasonLabel') }, placeholder: t('tap.reasonHint') });
    return el('form', { onsubmit: (event) => { event.preventDefault(); if (reason.value.trim()) close(reason.value.trim()); } },
      el('div.tap-reasons', REASONS.map((name) => el('button', { type: 'button', onclick: () => close(t(`alert.falseReason.${name}`)) }, t(`alert.falseReason.${name}`)))),
      reason,
      el('div.buttons', el('button.primary', { type: 'submit' }, t('tap.act.false-alarm'))));
  });
}

/** @param on `note(words)` resolves to whether it was taken, `photo(file)` */
export function spotSection(on) {
  const words = el('textarea', { rows: '2', maxlength: String(LONGEST_NOTE), aria: { label: t('tap.note') }, placeholder: t('tap.noteHint') });
  const submit = el('button', { type: 'submit' }, t('tap.noteSend'));
  const file = el('input.offscreen', { type: 'file', accept: 'image/*', capture: 'environment', id: 'photo', onchange: () => take() });
  const photos = el('div.tap-photos');
  const form = el('form.tap-note', { onsubmit: (event) => { event.preventDefault(); say(); } }, words, submit);
  const element = el('section', el('h3', t('tap.fromSpot')), form,
    el('div.tap-photo', file, el('label.button', { for: 'photo' }, icon('camera'), t('tap.photo'))), photos);

  async function say() {
    if (words.value.trim() && await on.note(words.value.trim())) words.value = '';
  }

  async function take() {
    const [picked] = file.files;
    file.value = '';
    if (picked) await on.photo(picked);
  }

  return {
    element, photos,
    busy(is) {
      submit.disabled = is;
      file.disabled = is;
    },
  };
}

/** Photos as they come; each is asked for once. @param load gives the `data:` address of one by its number */
export function photoWall(element, load) {
  const shown = new Map();
  return {
    show({ photos = [] }) {
      for (const { n, who } of photos) {
        if (shown.has(n)) continue;
        const image = el('img', { alt: t('tap.photoBy', { n, who }) });
        shown.set(n, image);
        load(n).then((url) => (image.src = url), () => { shown.delete(n); image.remove(); });
        element.append(image);
      }
    },
    forget() {
      shown.clear();
      replace(element);
    },
  };
}
