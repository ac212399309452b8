import { clock as realClock } from "./clock.js";

/** Milliseconds: out of sight that long, nobody looks at the page; untouched that long, nobody is at it. */
export const HIDDEN_AFTER = 5000;
export const IDLE_AFTER = 600_000;
/** @typedef {"active" | "hidden" | "idle"} State */

/** Whether the person looks at this page, is near it, or has left it alone; tells each change and what a new connection must know. */
export class ClientActivity {
  /** @type {State} */ #state = "active";
  /** @type {any} */ #timer = null;
  #hiddenAt = Infinity;
  #touchedAt;
  #emit;
  #clock;

  /** @param {(state: State) => void} tell @param {{ hidden?: boolean, clock?: import("./clock.js").Clock }} [given] */
  constructor(tell, { hidden = false, clock = realClock } = {}) {
    this.#emit = tell;
    this.#clock = clock;
    this.#touchedAt = clock.now();
    if (hidden) this.#hiddenAt = clock.now();
    this.#look();
  }

  get state() {
    return this.#state;
  }

  /** A key, a pointer, a finger. */
  touched() {
    this.#touchedAt = this.#clock.now();
    if (this.#state === "idle") this.#look();
  }

  /** Coming back to a page is a touch too. @param {boolean} hidden */
  turned(hidden) {
    this.#hiddenAt = hidden ? this.#clock.now() : Infinity;
    if (!hidden) this.#touchedAt = this.#clock.now();
    this.#look();
  }

  /** A new connection counts as looked at until it hears otherwise. */
  connected() {
    if (this.#state !== "active") this.#emit(this.#state);
  }

  #look() {
    const now = this.#clock.now();
    const untilHidden = this.#hiddenAt + HIDDEN_AFTER - now;
    const untilIdle = this.#touchedAt + IDLE_AFTER - now;
    this.#become(untilIdle <= 0 ? "idle" : untilHidden <= 0 ? "hidden" : "active");
    this.#clock.clear(this.#timer);
    const next = untilHidden > 0 ? Math.min(untilHidden, untilIdle) : untilIdle;
    this.#timer = this.#state === "idle" ? null : this.#clock.set(() => this.#look(), next);
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#emit(state);
  }
}
