/** Milliseconds: how often one's own typing is told, and how long another's is believed. */
export const SEND_INTERVAL = 3000;
export const EXPIRES_AFTER = 5000;

/** Decides when to tell the others that one types. */
export class TypingSender {
  #announced = -Infinity;

  /** @param {number} now @returns {boolean} whether to tell it now */
  typed(now) {
    if (now - this.#announced < SEND_INTERVAL) return false;
    this.#announced = now;
    return true;
  }

  /** The message went out; the next key is news again. */
  sent() {
    this.#announced = -Infinity;
  }
}

/** Remembers who types. */
export class TypingTracker {
  /** @type {Map<number, number>} */ #until = new Map();

  /** @param {number} user @param {number} now */
  seen(user, now) {
    this.#until.set(user, now + EXPIRES_AFTER);
  }

  /** Their message arrived, or they left. @param {number} user */
  ended(user) {
    return this.#until.delete(user);
  }

  clear() {
    this.#until.clear();
  }

  /** @param {number} now @returns {number[]} in the order they began */
  who(now) {
    for (const [user, until] of this.#until) if (until <= now) this.#until.delete(user);
    return [...this.#until.keys()];
  }
}

/** @param {string[]} names */
export function typingText(names) {
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} is typing…`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are typing…`;
  return "Several people are typing…";
}
