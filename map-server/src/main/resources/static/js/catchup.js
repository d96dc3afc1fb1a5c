/** What to do with a message of the live stream, and when to try again after it broke. Pure. */

/**
 * `position` is `{epoch, seq}` of the picture shown, or null. A full picture replaces everything; changes
 * only fit the picture of their own epoch, and never twice.
 *
 * @returns `replace`, `apply`, `ignore`, or `resync` (ask for a full picture)
 */
export function judge(position, message) {
  if (message.full) return 'replace';
  if (!position || position.epoch !== message.epoch) return 'resync';
  return message.seq > position.seq ? 'apply' : 'ignore';
}

export const positionAfter = (message) => ({ epoch: message.epoch, seq: message.seq });

/** Milliseconds to wait before attempt n (0, 1, …): doubling to 15 s, spread so that a thousand pages do not return at once. */
export function retryDelay(attempt, random = Math.random) {
  const ceiling = Math.min(1000 * 2 ** attempt, 15000);
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/** A stream that beats every 5 s and has said nothing for this long is dead, whatever the browser believes. */
export const SILENCE_MS = 12000;
