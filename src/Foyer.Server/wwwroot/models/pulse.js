import { clock as realClock } from "./clock.js";

const PING_EVERY = 30_000;
const PONG_WITHIN = 5_000;

/** Asks now and then whether the other end is still there, and tells when no answer came. */
export class Pulse {
  /** @type {any} */ #next = null;
  /** @type {any} */ #dead = null;
  #ears;
  #clock;

  /** @param {{ ping: () => boolean, dead: () => void }} ears `ping` says whether it could be asked @param {import("./clock.js").Clock} [clock] */
  constructor(ears, clock = realClock) {
    this.#ears = ears;
    this.#clock = clock;
  }

  start() {
    this.#clock.clear(this.#next);
    this.#next = this.#clock.set(() => this.beat(), PING_EVERY);
  }

  beat() {
    this.start();
    if (!this.#ears.ping()) return;
    this.#clock.clear(this.#dead);
    this.#dead = this.#clock.set(() => this.#ears.dead(), PONG_WITHIN);
  }

  /** Anything that comes is a sign of life. */
  heard() {
    this.#clock.clear(this.#dead);
  }

  stop() {
    this.#clock.clear(this.#next);
    this.#clock.clear(this.#dead);
  }
}
