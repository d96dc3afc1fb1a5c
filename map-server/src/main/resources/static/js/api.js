/** The server's answers: JSON, problems as errors, the CSRF token with everything that changes something. */

const BASE = '/api/v1';

/** What the server refused, or that it could not be reached (`status` 0). */
export class Problem extends Error {
  constructor(status, title, detail, body = {}) {
    super(detail || title || `HTTP ${status}`);
    this.status = status;
    this.body = body;
  }
}

let onSignedOut = () => {};

/** Called once when the session has ended; pages send the visitor to the sign-in page. */
export function whenSignedOut(listener) {
  onSignedOut = listener;
}

function csrfToken() {
  return /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1];
}

async function send(path, options) {
  try {
    return await fetch(BASE + path, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, 'unreachable', String(error.message));
  }
}

async function checked(response, quiet) {
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  if (response.status === 401 && !quiet) onSignedOut();
  throw new Problem(response.status, body.title, body.detail, body);
}

async function change(method, path, body, { type = 'application/json', quiet = false, signal } = {}) {
  if (!csrfToken()) await send('/me', {}); // its answer, even a refusal, brings the cookie
  const headers = { Accept: 'application/json' };
  const token = csrfToken();
  if (token) headers['X-XSRF-TOKEN'] = decodeURIComponent(token);
  const options = { method, headers, signal };
  if (body !== undefined) {
    headers['Content-Type'] = type;
    options.body = type === 'application/json' ? JSON.stringify(body) : body;
  }
  return parsed(await checked(await send(path, options), quiet));
}

async function parsed(response) {
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** `priority: 'low'` for what may wait behind everything else, such as background tiles. */
export const get = async (path, { signal, quiet, priority = 'high' } = {}) =>
  parsed(await checked(await send(path, { signal, priority, headers: { Accept: 'application/json, application/geo+json' } }), quiet));
export const post = (path, body, options) => change('POST', path, body, options);
export const put = (path, body, options) => change('PUT', path, body, options);
export const del = (path, options) => change('DELETE', path, undefined, options);

/** The address of a picture or a download. */
export const url = (path) => BASE + path;

/** `{a: 1, b: ''}` to `a=1`: what is empty is left out. */
export function query(values) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, value);
  }
  return params.toString();
}
