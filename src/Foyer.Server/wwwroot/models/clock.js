/**
 * The time and its timers, handed in so that tests need not wait.
 * @typedef {{ now: () => number, set: (run: () => void, after: number) => any, clear: (timer: any) => void }} Clock
 */

/** @type {Clock} */
export const clock = {
  now: () => Date.now(),
  set: (run, after) => setTimeout(run, after),
  clear: (timer) => clearTimeout(timer),
};
