/**
 * Listens to what a model or an element tells, and hands over what it on.
 * @param {EventTarget} teller @param {string} name @param {(detail: any) => void} run @param {AbortSignal} signal
 */
export function on(teller, name, run, signal) {
  teller.addEventListener(name, (event) => run(/** @type {CustomEvent} */ (event).detail), { signal });
}

/** Announces something to those who listen by `on`. @param {EventTarget} source @param {string} name @param {any} [detail] */
export function emit(source, name, detail) {
  source.dispatchEvent(new CustomEvent(name, { detail }));
}
