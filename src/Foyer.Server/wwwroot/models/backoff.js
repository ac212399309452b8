/** Seconds between tries to come back. */
export const STEPS = [1, 2, 4, 8, 15, 30];

/** Waits longer after each failure, and never in step with the other clients that lost the same server. */
export class Backoff {
  #tries = 0;
  #random;

  /** @param {() => number} [random] */
  constructor(random = Math.random) {
    this.#random = random;
  }

  get tries() {
    return this.#tries;
  }

  /** Milliseconds until the next try: the step, a quarter more or less. */
  next() {
    const step = STEPS[Math.min(this.#tries++, STEPS.length - 1)];
    return Math.round(step * 1000 * (0.75 + this.#random() * 0.5));
  }

  reset() {
    this.#tries = 0;
  }
}
