import { clock as realClock } from "./clock.js";

/** Milliseconds without a sign of life after which the other end is asked for one: while somebody looks at the page, and otherwise. */
export const VISIBLE_INTERVAL = 3000;
export const HIDDEN_INTERVAL = 30_000;
/** How long a question may stay unanswered: then it is silent, and at last dead. */
export const SILENT_AFTER = 2000;
export const DEAD_AFTER = 5000;

/**
 * Notices when the other end has fallen silent. A slow answer is silence that ends again; only a missing one is death. A busy line
 * is never asked, because everything that comes is a sign of life.
 */
export class Heartbeat {
  /** @type {any} */ #next = null;
  /** @type {any} */ #silent = null;
  /** @type {any} */ #dead = null;
  #watched = false;
  #isSilent = false;
  #runs = false;
  #heardAt = 0;
  #changes;
  #clock;

  /**
   * @param {{ ping: () => boolean, silent: (is: boolean) => void, dead: () => void }} ears `ping` returns whether it could be asked
   * @param {import("./clock.js").Clock} [clock]
   */
  constructor(ears, clock = realClock) {
    this.#changes = ears;
    this.#clock = clock;
  }

  /** When the last sign of life came. */
  get heardAt() {
    return this.#heardAt;
  }

  get isSilent() {
    return this.#isSilent;
  }

  start() {
    this.#runs = true;
    this.heard();
  }

  /** Somebody looks at the page, or nobody does. @param {boolean} watched */
  watch(watched) {
    if (this.#watched === watched) return;
    this.#watched = watched;
    if (this.#runs) this.#wait();
  }

  /** Asks now. */
  beat() {
    this.#wait();
    if (this.#runs && this.#changes.ping()) this.expect();
  }

  /** Something was said that will be answered. */
  expect() {
    if (!this.#runs || this.#dead !== null) return;
    this.#silent = this.#clock.set(() => this.#fallSilent(true), SILENT_AFTER);
    this.#dead = this.#clock.set(() => this.#changes.dead(), DEAD_AFTER);
  }

  heard() {
    if (!this.#runs) return;
    this.#heardAt = this.#clock.now();
    this.#forget();
    this.#wait();
    this.#fallSilent(false);
  }

  stop() {
    this.#runs = false;
    this.#clock.clear(this.#next);
    this.#forget();
    this.#isSilent = false;
  }

  #wait() {
    this.#clock.clear(this.#next);
    const quiet = this.#clock.now() - this.#heardAt;
    const pause = this.#watched ? VISIBLE_INTERVAL : HIDDEN_INTERVAL;
    this.#next = this.#clock.set(() => this.beat(), quiet < pause ? pause - quiet : pause);
  }

  #forget() {
    this.#clock.clear(this.#silent);
    this.#clock.clear(this.#dead);
    this.#silent = this.#dead = null;
  }

  /** @param {boolean} is */
  #fallSilent(is) {
    if (is === this.#isSilent) return;
    this.#isSilent = is;
    this.#changes.silent(is);
  }
}
