/** Unsent words, one draft per person and room; they never follow to another room. */
export class Drafts {
  #storage;
  #prefix;

  /** @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage @param {number} user */
  constructor(storage, user) {
    this.#storage = storage;
    this.#prefix = `foyer:draft:${user}:`;
  }

  /** @param {number} chat */
  read(chat) {
    return this.#try(() => this.#storage.getItem(this.#prefix + chat)) ?? "";
  }

  /** @param {number} chat @param {string} text */
  write(chat, text) {
    this.#try(() => (text.trim() ? this.#storage.setItem(this.#prefix + chat, text) : this.#storage.removeItem(this.#prefix + chat)));
  }

  /** @param {number} chat */
  has(chat) {
    return this.read(chat) !== "";
  }

  /** A full or forbidden store loses the draft, never the composer. @template T @param {() => T} action */
  #try(action) {
    try {
      return action();
    } catch {
      return null;
    }
  }
}
