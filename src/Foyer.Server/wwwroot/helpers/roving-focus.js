import { scrollWithin } from "./scroll-within.js";

/**
 * One tab stop for a list: arrows move inside, Home and End jump. The controls of a row take the Tab key while the focus is in it,
 * so that one comes to the row itself from either side (A3).
 */
export class RovingFocus {
  #list;
  #scroll;
  /** @type {HTMLElement | null} */ #chosen = null;
  #entered = false;

  /** @param {HTMLElement} list @param {HTMLElement} scroll in which the list moves */
  constructor(list, scroll) {
    this.#list = list;
    this.#scroll = scroll;
  }

  /** Follows the focus in the element in which the list moves. @param {AbortSignal} signal */
  listen(signal) {
    const scroll = this.#scroll;
    scroll.addEventListener("focusin", ({ target }) => this.enter(/** @type {Element} */ (target).closest("li[tabindex]")), { signal });
    scroll.addEventListener(
      "focusout",
      ({ relatedTarget }) => scroll.contains(/** @type {Node | null} */ (relatedTarget)) || this.leave(),
      {
        signal,
      },
    );
  }

  get chosen() {
    return this.#chosen?.isConnected ? this.#chosen : null;
  }

  /** Rows come and go; there is always one that Tab reaches: where one was before, else the last. */
  refresh() {
    this.choose((this.#entered && this.chosen) || (this.#rows().at(-1) ?? null));
  }

  /** The reader went to a row. @param {HTMLElement | null} row */
  enter(row) {
    this.#entered = true;
    this.choose(row);
  }

  /** @param {HTMLElement | null} row */
  choose(row) {
    if (this.#chosen && this.#chosen !== row) reach(this.#chosen, -1);
    this.#chosen = row;
    if (row) reach(row, 0, this.#isIn(row) ? 0 : -1);
  }

  /** The focus left the list. */
  leave() {
    if (this.#chosen) reach(this.#chosen, 0, -1);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was taken */
  key(event) {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li[tabindex]"));
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return false;
    const rows = this.#rows();
    const at = rows.indexOf(row);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !rows[to]) return false;
    this.focus(rows[to]);
    return true;
  }

  /** @param {HTMLElement} row */
  focus(row) {
    this.enter(row);
    row.focus({ preventScroll: true });
    scrollWithin(this.#scroll, row);
  }

  /** @param {HTMLElement} row */
  #isIn(row) {
    return row.contains(document.activeElement);
  }

  #rows() {
    return /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll("li[tabindex]")]);
  }
}

/** @param {HTMLElement} row @param {number} index @param {number} [controls] index of what is in the row */
export function reach(row, index, controls = index) {
  row.tabIndex = index;
  for (const control of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("a[href], button"))) control.tabIndex = controls;
}
