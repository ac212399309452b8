import { EARLY, fromEnd } from "./scroll-rules.js";
/** @typedef {import("./scroll-rules.js").Box} Box */
/** @typedef {"older" | "newer"} Side */
/** @typedef {"impulse" | "grip"} Input a key or a turn of the wheel, which moves the log for a while; or a finger or a scroll bar that is held */

/**
 * Decides when the reader needs one more page of history: once for each of their scroll actions, and never because the log moved
 * by itself. An action begins with an input, or with movement after rest, and moves towards the side it asks for.
 */
export class PageTrigger {
  #armed = true;
  /** @type {Input | null} */ #input = null;
  #isSpent = false;
  #top = 0;

  /** @param {Input} input */
  began(input) {
    this.#input = input;
    this.#armed = true;
    this.#isSpent = false;
  }

  /** The movement came to rest, and with it the action. */
  rested() {
    this.#input = null;
    this.#armed = true;
    this.#isSpent = false;
  }

  /** The log moved itself to where it is now. @param {number} top */
  placed(top) {
    const grewAbove = top > this.#top + 1 && !this.#armed;
    // A browser goes on with the smooth movement that a key began, towards an end that is not the end any more.
    if (grewAbove && this.#input === "impulse") this.#isSpent = true;
    if (this.#input === null) this.#armed = true;
    this.#top = top;
  }

  /** True when this movement belongs to an action that has got its page: the log stays where it is. @param {Box} box */
  isSpent({ scrollTop }) {
    return this.#isSpent && scrollTop < this.#top;
  }

  /** The log moved; returns the side that needs a page. @param {Box} box @returns {Side | null} */
  scrolled(box) {
    const moved = box.scrollTop - this.#top;
    this.#top = box.scrollTop;
    // Positions are fractions of pixels where the screen has them.
    return Math.abs(moved) < 1 ? null : this.#request(moved < 0 ? "older" : "newer", box);
  }

  /** The reader pushed against an end of the log, where nothing moves any more. @param {Side} side @param {Box} box */
  pushed(side, box) {
    const atLimit = side === "older" ? box.scrollTop <= 0 : fromEnd(box) <= 1;
    return atLimit ? this.#request(side, box) : null;
  }

  /** @param {Side} side @param {Box} box */
  #request(side, box) {
    const distance = side === "older" ? box.scrollTop : fromEnd(box);
    if (!this.#armed || distance >= EARLY) return null;
    this.#armed = false;
    return side;
  }
}
