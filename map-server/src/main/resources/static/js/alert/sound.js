/** Short tones for what is new and urgent, made here: no files. Silent until the visitor has touched the page, as browsers want it. */
const KEY = 'gridwatch.muted';
const GESTURES = ['pointerup', 'keydown'];
const PAUSE_MS = 3000; // a flood rings once, not a hundred times

/** Tones as [Hz, start s, length s]. Orange calls twice, red three times and higher. */
const TONES = {
  orange: [[587, 0, 0.22], [740, 0.26, 0.3]],
  red: [[880, 0, 0.18], [880, 0.26, 0.18], [1109, 0.52, 0.42]],
};

const onTheWall = () => document.body.classList.contains('wall') && Boolean(globalThis.AudioContext);

/** @param told called with whether it is muted, at once and whenever that changes */
export function createSound(told) {
  let muted = localStorage.getItem(KEY) === 'yes';
  let context = onTheWall() ? new AudioContext() : null; // nobody touches a wall: its browser may be told to allow it
  let rang = -Infinity;

  /** Not every key counts as a gesture: tried again until the browser agrees. */
  function wake() {
    if (navigator.userActivation?.hasBeenActive === false || !globalThis.AudioContext) return;
    context ??= new AudioContext();
    if (context.state === 'running') for (const gesture of GESTURES) removeEventListener(gesture, wake, true);
    else context.resume().catch(() => {});
  }
  for (const gesture of GESTURES) addEventListener(gesture, wake, true);

  function tone([hertz, from, length]) {
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    const start = context.currentTime + from;
    oscillator.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.16, start + 0.02);
    volume.gain.setValueAtTime(0.16, start + length - 0.06);
    volume.gain.linearRampToValueAtTime(0, start + length);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + length);
  }

  told(muted);
  return {
    get muted() { return muted; },
    ring(severity) {
      if (muted || !TONES[severity] || context?.state !== 'running' || performance.now() - rang < PAUSE_MS) return;
      rang = performance.now();
      TONES[severity].forEach(tone);
    },
    toggle() {
      muted = !muted;
      localStorage.setItem(KEY, muted ? 'yes' : 'no');
      told(muted);
      return muted;
    },
  };
}
