/**
 * Listens to what a model or an element tells, and hands over what it on.
 * @param {EventTarget} teller @param {string} name @param {(detail: any) => void} run @param {AbortSignal} signal
 */
export function on(teller, name, run, signal) {
  teller.addEventListener(name, (event) => run(/** @type {CustomEvent} */ (event).detail), { signal });
}
