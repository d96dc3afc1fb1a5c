/** The cameras nearest to an alert with what they see: newest pictures, asked for once. */
import { query, url } from '../api.js';
import { el, icon } from '../dom.js';
import { openDialog } from '../dialog.js';
import { t } from '../i18n.js';

export function nearCameras(app, cameras = []) {
  if (!cameras.length) return null;
  return el('section', el('h3', t('alert.cameras')), el('div.near-cameras', cameras.map((camera) => near(app, camera))));
}

function near(app, camera) {
  const name = camera.label || camera.device;
  const src = `${url(`/devices/${encodeURIComponent(camera.device)}`)}/snapshots/latest?${query({ at: Date.now() })}`;
  const alt = t('camera.pictureOf', { name });
  const none = () => el('span.thumb.none', { title: t('camera.noPicture') }, icon('camera'));
  const picture = camera.hasSnapshot ? el('img', { src, alt: '', loading: 'lazy' }) : null;
  const thumb = picture ? el('button.thumb', { type: 'button', aria: { label: `${t('camera.enlarge')}: ${name}` }, onclick: () => openDialog(name, () => el('img.large', { src, alt }), { wide: true }) }, picture) : none();
  picture?.addEventListener('error', () => thumb.replaceWith(none()));
  return el('div.near-camera', thumb, el('button.plain.inline', { type: 'button', onclick: () => app.select('device', camera.device, { focus: true }) }, name),
    el('small.muted', t('alert.distance', { n: Math.round(camera.distanceM) })));
}
