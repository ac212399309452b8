const RECOUNT_AFTER = 1000;

/** Moves the read marker of a room, sends it to the server, and keeps the number of unread messages equal to the server's. */
export class ReadMarker {
  #room;
  #connection;
  #clock;
  #isUnsent = false;
  /** @type {any} */ #recount = null;

  /**
   * @param {import("./room.js").Room} room @param {import("./connection.js").Connection} connection
   * @param {import("./clock.js").Clock} clock
   */
  constructor(room, connection, clock) {
    this.#room = room;
    this.#connection = connection;
    this.#clock = clock;
  }

  /** Marks everything up to a message as read. @param {number} message */
  moveTo(message) {
    this.#room.unread.moved(message);
    this.#send();
  }

  /**
   * Sets the marker just before a message; the New line goes there. The server reports by `read` how many messages are unread then.
   * @param {number} message
   */
  moveBefore(message) {
    const room = this.#room;
    room.timeline.newFrom = message;
    room.unread.moved(message - 1);
    room.emitRows([]);
    void room.actions.markUnread(message);
  }

  /** Sends the marker that could not be sent while there was no connection. */
  resend() {
    if (this.#isUnsent) this.#send();
  }

  /** Asks the server for the number of unread messages, once for many changes: they concern messages that the window does not hold. */
  recount() {
    this.#clock.clear(this.#recount);
    this.#recount = this.#clock.set(() => void this.#fetchCount(), RECOUNT_AFTER);
  }

  async #fetchCount() {
    const { actions, unread } = this.#room;
    const count = await actions.unread();
    if (count === null) return;
    unread.moved(unread.marked, count);
    this.#room.emitRows([]);
  }

  #send() {
    const { id, unread } = this.#room;
    this.#isUnsent = !this.#connection.send({ event_type: "read", chat: id, message: unread.marked });
  }
}
