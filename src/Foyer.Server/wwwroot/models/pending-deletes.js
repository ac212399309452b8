import { clock as realClock } from "./clock.js";

/** Milliseconds in which a deletion may be taken back; only then it is sent. */
export const UNDO_PERIOD = 5000;

/** Messages that are to be deleted in a moment. */
export class PendingDeletes {
  /** @type {Map<number, any>} */ #timers = new Map();
  #remove;
  #clock;

  /** @param {(id: number) => void} remove @param {import("./clock.js").Clock} [clock] */
  constructor(remove, clock = realClock) {
    this.#remove = remove;
    this.#clock = clock;
  }

  /** @param {number} id */
  has(id) {
    return this.#timers.has(id);
  }

  /** @param {number} id */
  add(id) {
    if (!this.has(id))
      this.#timers.set(
        id,
        this.#clock.set(() => this.#execute(id), UNDO_PERIOD),
      );
  }

  /** @param {number} id @returns {boolean} whether it could still be spared */
  spare(id) {
    this.#clock.clear(this.#timers.get(id));
    return this.#timers.delete(id);
  }

  /** The page is left: there is no time for second thoughts. */
  executeAll() {
    for (const id of [...this.#timers.keys()]) this.#execute(id);
  }

  /** @param {number} id */
  #execute(id) {
    if (this.spare(id)) this.#remove(id);
  }
}
