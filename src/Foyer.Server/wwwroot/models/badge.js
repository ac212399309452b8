/** @typedef {{ unread: number, urgent: number }} Count what is unread in a room, and how much of it names me or is for me alone */

/** What waits for me, over all rooms, as the title and the sign of the page tell it. */
export class Badge {
  /** @type {Map<number, Count>} */ #rooms = new Map();
  #open;

  /** @param {number | null} open the room on the screen: its unread messages count one by one */
  constructor(open) {
    this.#open = open;
  }

  /** @param {number} chat @param {Count} count */
  set(chat, count) {
    this.#rooms.set(chat, count);
  }

  /** @param {number} chat */
  forget(chat) {
    this.#rooms.delete(chat);
  }

  /** The number before the title: all that is unread here, and what is urgent elsewhere. */
  get number() {
    let sum = 0;
    for (const [chat, { unread, urgent }] of this.#rooms) sum += chat === this.#open ? unread : urgent;
    return sum;
  }

  /** "" when all is read, a dot for what can wait, else how much is urgent. */
  get sign() {
    const counts = [...this.#rooms.values()];
    const urgent = counts.reduce((sum, each) => sum + each.urgent, 0);
    if (urgent > 0) return urgent > 9 ? "9+" : String(urgent);
    return counts.some(({ unread }) => unread > 0) ? "•" : "";
  }

  /** @param {string} title */
  titled(title) {
    return this.number > 0 ? `(${this.number}) ${title}` : title;
  }
}
