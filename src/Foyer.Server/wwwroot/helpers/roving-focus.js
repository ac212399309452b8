/**
 * One tab stop for a list: arrows move inside, Home and End jump, and only the chosen row's own controls take the Tab key (A3).
 */
export class RovingFocus {
  #list;
  /** @type {HTMLElement | null} */ #chosen = null;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list;
  }

  get chosen() {
    return this.#chosen?.isConnected ? this.#chosen : null;
  }

  /** Rows come and go; there is always one that Tab reaches. */
  refresh() {
    this.choose(this.chosen ?? this.#rows().at(-1) ?? null);
  }

  /** @param {HTMLElement | null} row */
  choose(row) {
    if (this.#chosen && this.#chosen !== row) reach(this.#chosen, -1);
    this.#chosen = row;
    if (row) reach(row, 0);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was taken */
  key(event) {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li"));
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
    this.choose(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  #rows() {
    return /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll("li[tabindex]")]);
  }
}

/** @param {HTMLElement} row @param {number} index */
export function reach(row, index) {
  row.tabIndex = index;
  for (const control of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("a[href], button"))) control.tabIndex = index;
}
