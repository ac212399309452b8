/** @typedef {{ scrollTop: number, clientHeight: number, scrollHeight: number }} Box */

/** Whoever reads within this many pixels of the end follows the conversation. */
export const NEAR = 100;
/** From this close to the start of the window the next older page is fetched. */
export const EARLY = 400;
/** Messages fetched at once, and kept in the window at most. */
export const PAGE = 40;
export const WINDOW = 300;

/** Decides whether the log follows new messages or counts them for the pill. */
export class ScrollRules {
  /** Messages of others that arrived below what one sees. */
  waiting = 0;
  #following = true;

  get following() {
    return this.#following;
  }

  /** The reader moved, or the pane changed its size. @param {Box} box @param {boolean} [hasNewer] the end of the window is not the end of the room */
  moved(box, hasNewer = false) {
    this.#following = !hasNewer && isNearEnd(box);
    if (this.#following) this.waiting = 0;
  }

  /** Sending always goes to the end; others' messages only pull whoever is there already. @param {{ mine: boolean, counts: boolean }} arrival */
  arrived({ mine, counts }) {
    if (mine) this.#following = true;
    else if (!this.#following && counts) this.waiting++;
    if (this.#following) this.waiting = 0;
    return this.#following;
  }

  /** The reader asked for the end. */
  jump() {
    this.#following = true;
    this.waiting = 0;
  }

  /** Opened somewhere above the end. */
  stay() {
    this.#following = false;
  }
}

/** @param {Box} box */
export function fromEnd({ scrollTop, clientHeight, scrollHeight }) {
  return scrollHeight - clientHeight - scrollTop;
}

/** @param {Box} box */
export function isNearEnd(box) {
  return fromEnd(box) <= NEAR;
}

/** @param {number} count */
export function newMessagesLabel(count) {
  return count === 0 ? "To the newest" : count === 1 ? "1 new message" : `${count} new messages`;
}
