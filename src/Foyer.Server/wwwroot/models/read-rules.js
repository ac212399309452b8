/** Milliseconds that the end must be in sight before it counts as read. */
export const SEEN_FOR = 1000;

/**
 * Moves the read marker only when the tab is visible and focused and the end of the log was seen for a second.
 * Everything that changes is told to it; it calls back with the id to mark.
 */
export class ReadRules {
  #marked;
  #mark;
  #later;
  #held = false;
  /** @type {any} */ #timer = null;
  #state = { visible: false, focused: false, atEnd: false, newest: 0 };

  /**
   * @param {number} marked the marker as the page knew it
   * @param {(message: number) => void} mark
   * @param {{ set: (run: () => void, after: number) => any, clear: (timer: any) => void }} [later]
   */
  constructor(marked, mark, later = { set: (run, after) => setTimeout(run, after), clear: (timer) => clearTimeout(timer) }) {
    this.#marked = marked;
    this.#mark = mark;
    this.#later = later;
  }

  get marked() {
    return this.#marked;
  }

  /** @param {Partial<{ visible: boolean, focused: boolean, atEnd: boolean, newest: number }>} change */
  tell(change) {
    Object.assign(this.#state, change);
    const due = this.#isDue();
    if (due && this.#timer === null) this.#timer = this.#later.set(() => this.#run(), SEEN_FOR);
    else if (!due) this.#stop();
  }

  /** Another tab or device moved the marker. @param {number} message */
  movedElsewhere(message) {
    this.#marked = message;
    this.tell({});
  }

  /** The reader wants to come back to it: nothing counts as read by being seen until they say so or come again. @param {number} message */
  holdAt(message) {
    this.#stop();
    this.#held = true;
    this.#marked = message;
  }

  /** Read at once, because the reader said so. @param {number} [newest] the last message that is meant */
  markNow(newest = this.#state.newest) {
    this.#stop();
    this.#held = false;
    if (newest > this.#marked) this.#mark((this.#marked = newest));
  }

  stop() {
    this.#stop();
  }

  #isDue() {
    const { visible, focused, atEnd, newest } = this.#state;
    return visible && focused && atEnd && !this.#held && newest > this.#marked;
  }

  #run() {
    this.#timer = null;
    if (this.#isDue()) this.markNow();
  }

  #stop() {
    if (this.#timer !== null) this.#later.clear(this.#timer);
    this.#timer = null;
  }
}
