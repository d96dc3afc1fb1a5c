/** How it stands with notifications on this phone, as one word. Pure. */

/**
 * @param browser `{secure, able, permission, endpoint}`: what this browser can, may and has subscribed to (null: nothing)
 * @param server what `GET /push` says
 */
export function pushState({ secure, able, permission, endpoint }, { key, person, devices }) {
  if (!secure) return 'insecure';
  if (!able) return 'unable';
  if (!key) return 'noChannel';
  if (!person) return 'nobody';
  if (permission === 'denied') return 'denied';
  const device = endpoint && devices.find((each) => each.endpoint === endpoint);
  if (!device) return 'off';
  if (device.endedAt) return 'ended';
  return device.verified ? 'on' : 'waiting';
}

/** The public key as the browser wants it. */
export function keyBytes(base64url) {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Whether a subscription was made with that key: with any other one it is worth nothing to us. */
export function madeWith(subscription, base64url) {
  const used = subscription.options?.applicationServerKey;
  if (!used) return true;
  const [mine, theirs] = [keyBytes(base64url), new Uint8Array(used)];
  return mine.length === theirs.length && mine.every((byte, at) => byte === theirs[at]);
}
