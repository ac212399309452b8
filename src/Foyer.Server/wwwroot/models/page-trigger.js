import { EARLY, fromEnd } from "./scroll-rules.js";
/** @typedef {import("./scroll-rules.js").Box} Box */
/** @typedef {"older" | "newer"} Side */

/**
 * Decides when the reader needs one more page of history: once for each of their scroll actions, and never because the log moved
 * by itself. An action begins with an input, or with movement after rest, and moves towards the side it asks for.
 */
export class PageTrigger {
  #armed = true;
  #top = 0;

  /** The reader turned the wheel, pressed a key or touched the log, or the movement came to rest. */
  rearm() {
    this.#armed = true;
  }

  /** The log moved itself to where it is now. @param {number} top */
  placed(top) {
    this.#top = top;
  }

  /** The log moved; returns the side that needs a page. @param {Box} box @returns {Side | null} */
  scrolled(box) {
    const moved = box.scrollTop - this.#top;
    this.#top = box.scrollTop;
    // Positions are fractions of pixels where the screen has them.
    return Math.abs(moved) < 1 ? null : this.#ask(moved < 0 ? "older" : "newer", box);
  }

  /** The reader pushed against an end of the log, where nothing moves any more. @param {Side} side @param {Box} box */
  pushed(side, box) {
    const atLimit = side === "older" ? box.scrollTop <= 0 : fromEnd(box) <= 1;
    return atLimit ? this.#ask(side, box) : null;
  }

  /** @param {Side} side @param {Box} box */
  #ask(side, box) {
    const distance = side === "older" ? box.scrollTop : fromEnd(box);
    if (!this.#armed || distance >= EARLY) return null;
    this.#armed = false;
    return side;
  }
}
