/** What the link in the address opens. Its token stands behind the # and is sent in a header: no address that is sent has it. */
import { Problem } from '../api.js';

const BASE = '/api/v1/tap';
const KEY = 'gridwatch.link';

/**
 * Of the address; or the one this tab had before it went to sign in, which then stands in the address again. It stays
 * there: whoever reloads the page, or takes it from a chat's own browser to another one, still has the link.
 */
export function tokenHere() {
  const inAddress = location.hash.slice(1);
  if (inAddress) sessionStorage.setItem(KEY, inAddress);
  const token = inAddress || (sessionStorage.getItem(KEY) ?? '');
  if (token && !inAddress) history.replaceState(null, '', `#${token}`);
  return token;
}

/** Looking changes nothing on the server. */
export const look = (token, path = '') => send(token, path, {});

export const press = (token, action, body) =>
  send(token, `/${action}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export const sendPhoto = (token, blob) => send(token, '/photo', { method: 'POST', headers: { 'Content-Type': blob.type }, body: blob });

/** A photo as a `data:` address. */
export async function photo(token, n) {
  const answer = await fetched(token, `/photos/${n}`, {});
  return dataUrl(await answer.blob());
}

export function dataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

async function send(token, path, options) {
  return (await fetched(token, path, options)).json();
}

async function fetched(token, path, { headers = {}, ...options }) {
  const answer = await reached(path, {
    ...options, headers: { Accept: 'application/json, image/jpeg', ...headers, 'X-GridWatch-Link': token }, cache: 'no-store', credentials: 'same-origin',
  });
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, body.title, body.detail, body);
}

async function reached(path, options) {
  try {
    return await fetch(BASE + path, options);
  } catch (error) {
    throw new Problem(0, 'unreachable', String(error.message));
  }
}
