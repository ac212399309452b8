import { Backoff } from "./backoff.js";

/** Milliseconds in which a connection must be open: without an answer, a browser waits for minutes. */
const CONNECT_WITHIN = 10_000;

/** The one timer of a connection: until a try is given up, or until the next one. */
export class RetryTimer {
  /** When the next try is due, in milliseconds. */ dueAt = 0;
  /** @type {any} */ #timer = null;
  #backoff;
  #clock;

  /** @param {import("./clock.js").Clock} clock @param {() => number} [random] */
  constructor(clock, random) {
    this.#clock = clock;
    this.#backoff = new Backoff(random);
  }

  /** Calls back when a try took too long. @param {() => void} late */
  giveUp(late) {
    this.#timer = this.#clock.set(late, CONNECT_WITHIN);
  }

  /** Calls back for the next try, each time after a longer pause. @param {() => void} next */
  retry(next) {
    const pause = this.#backoff.next();
    this.dueAt = this.#clock.now() + pause;
    this.#timer = this.#clock.set(next, pause);
  }

  /** The try succeeded, so the pauses begin anew. */
  opened() {
    this.clear();
    this.#backoff.reset();
  }

  clear() {
    this.#clock.clear(this.#timer);
  }
}
