/** @typedef {import("./wire.js").Message} Message */

/**
 * How many messages of the open room are unread. The window knows it only while it reaches from the read marker to the end of the
 * room; otherwise this is the server's number, and what arrives is added to it.
 */
export class UnreadCount {
  #timeline;
  #beyond;

  /** @param {import("./timeline.js").Timeline} timeline @param {number} marked the read marker @param {number} count the server's number */
  constructor(timeline, marked, count) {
    this.#timeline = timeline;
    this.marked = marked;
    this.#beyond = count;
  }

  get count() {
    return this.isExact ? this.#timeline.unreadAfter(this.marked) : this.#beyond;
  }

  /** True while the window holds everything after the marker. */
  get isExact() {
    const { hasOlder, hasNewer, oldest } = this.#timeline;
    return !hasNewer && (!hasOlder || (oldest !== null && oldest <= this.marked));
  }

  /** The marker was moved. @param {number} message @param {number} [count] what is unread after it, where the server said so */
  moved(message, count = this.#timeline.unreadAfter(message)) {
    this.marked = message;
    this.#beyond = count;
  }

  /** @param {Message} message that is new in the room */
  arrived(message) {
    if (this.#timeline.isUnread(message, this.marked)) this.#beyond++;
  }
}
