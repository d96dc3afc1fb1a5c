/** Photos that people took at the spot of an alert. */
import { get, url } from '../api.js';
import { openDialog } from '../dialog.js';
import { el, replace } from '../dom.js';
import { t } from '../i18n.js';

/** Draws them into the place, once there are more than before. */
export async function spotPhotos(place, id, signal) {
  const photos = await get(`/alerts/${id}/photos`, { signal, priority: 'low' }).catch(() => []);
  if (signal.aborted || photos.length === place.querySelectorAll('img').length) return;
  replace(place, el('section', el('h3', t('alert.photos', { n: photos.length })), el('div.near-cameras', photos.map((photo) => one(id, photo)))));
}

function one(id, { n, who }) {
  const src = url(`/alerts/${id}/photos/${n}`);
  const name = t('tap.photoBy', { n, who });
  const large = () => openDialog(name, () => el('img.large', { src, alt: name }), { wide: true });
  return el('div.near-camera', el('button.thumb', { type: 'button', aria: { label: `${t('camera.enlarge')}: ${name}` }, onclick: large }, el('img', { src, alt: '', loading: 'lazy' })), el('span', who));
}
