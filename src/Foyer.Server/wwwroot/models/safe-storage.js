/** @typedef {Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">} Store */

/**
 * Browser storage that never throws. What the browser refuses to store, because the storage is full or turned off, is held in
 * memory for the life of the page.
 */
export class SafeStorage {
  /** @type {Map<string, string | null>} null hides a stored value that could not be removed */ #held = new Map();
  #open;

  /** @param {() => Store} open reading the property of the window may already throw */
  constructor(open) {
    this.#open = open;
  }

  /** @param {string} key @returns {string | null} */
  getItem(key) {
    const held = this.#held.get(key);
    return held === undefined ? (this.#try((store) => store.getItem(key)) ?? null) : held;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    if (this.#try((store) => (store.setItem(key, value), true))) this.#held.delete(key);
    else this.#held.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    if (this.#try((store) => (store.removeItem(key), true))) this.#held.delete(key);
    else this.#held.set(key, null);
  }

  /** The keys that begin so. @param {string} prefix @returns {string[]} */
  keys(prefix) {
    const stored = this.#try((store) => Array.from({ length: store.length }, (_, at) => String(store.key(at)))) ?? [];
    return [...new Set([...stored, ...this.#held.keys()])].filter((key) => key.startsWith(prefix) && this.getItem(key) !== null);
  }

  /** @template T @param {(store: Store) => T} action @returns {T | undefined} */
  #try(action) {
    try {
      return action(this.#open());
    } catch {
      return undefined;
    }
  }
}
