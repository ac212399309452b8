/** @typedef {import("./wire.js").Message} Message */

/**
 * A window of a room's stored messages by id, each in its latest state. It knows whether older and newer ones exist beyond its
 * ends, and takes nothing that would leave a gap.
 */
export class MessageWindow {
  /** @type {Map<number, Message>} */ #messages = new Map();
  /** @type {number[]} */ #ids = [];
  /** The newest message known of, in the window or beyond its end. */
  latest = 0;

  /** True while messages older than the window exist. */
  hasOlder = false;
  /** True while messages newer than the window exist, so that live ones may not be put after it. */
  hasNewer = false;

  get oldest() {
    return this.#ids[0] ?? null;
  }

  get newest() {
    return this.#ids.at(-1) ?? null;
  }

  /** @param {number} id */
  find(id) {
    return this.#messages.get(id) ?? null;
  }

  /** In the order they were said. @returns {Generator<Message>} */
  *messages() {
    for (const id of this.#ids) yield /** @type {Message} */ (this.#messages.get(id));
  }

  /**
   * Takes a message that arrived live, by replay or by history. Whatever order they come in, the latest version stays.
   * @param {Message} message
   * @returns {"added" | "confirmed" | "changed" | "stale" | "outside"}
   */
  apply(message) {
    this.#mendQuotes(message);
    this.latest = Math.max(this.latest, message.id);
    const known = this.#messages.get(message.id);
    if (known) {
      if (known.version > message.version) return "stale";
      this.#messages.set(message.id, { ...message, client_id: message.client_id ?? known.client_id });
      return known.version === message.version ? "stale" : "changed";
    }
    if (this.#liesOutside(message.id)) return "outside";
    this.#messages.set(message.id, message);
    this.#insert(message.id);
    return "added";
  }

  /** Adds a page of history on one end of the window. @param {Message[]} page @param {"older" | "newer"} side @param {boolean} more */
  addPage(page, side, more) {
    if (side === "older") this.hasOlder = false;
    else this.hasNewer = false;
    for (const message of page) this.apply(message);
    if (side === "older") this.hasOlder = more;
    // What arrived live while the page was fetched lies beyond it and is still to come.
    else this.hasNewer = more || (page.length > 0 && this.latest > Number(this.newest));
  }

  /**
   * Starts again from a fresh page of the latest messages. What arrived live while it was fetched stays.
   * @param {Message[]} page @param {boolean} older
   */
  restart(page, older) {
    const known = this.hasNewer ? [] : [...this.#messages.values()];
    this.show(page, false, false);
    const oldest = this.oldest;
    for (const message of known) if (oldest === null || message.id >= oldest) this.apply(message);
    this.hasOlder = older;
    this.hasNewer = page.length > 0 && this.latest > Number(this.newest);
  }

  /** Shows another part of the history. @param {Message[]} page @param {boolean} older @param {boolean} newer */
  show(page, older, newer) {
    this.#messages.clear();
    this.#ids = [];
    this.hasOlder = this.hasNewer = false;
    for (const message of page) this.apply(message);
    this.hasOlder = older;
    this.hasNewer = newer;
  }

  /** Lets go of the messages furthest from where one reads. @param {number} most @param {"older" | "newer"} side */
  trim(most, side) {
    const excess = this.#ids.length - most;
    if (excess <= 0) return;
    const gone = side === "older" ? this.#ids.splice(0, excess) : this.#ids.splice(most);
    for (const id of gone) this.#messages.delete(id);
    if (side === "older") this.hasOlder = true;
    else this.hasNewer = true;
  }

  /** A person has a new name or picture. @param {import("./wire.js").Person} person */
  rename({ id, username, avatar }) {
    for (const [key, message] of this.#messages)
      if (message.user === id && message.kind !== "system")
        this.#messages.set(key, { ...message, user_name: username, user_avatar: avatar });
  }

  /** @param {number} id */
  #liesOutside(id) {
    if (this.#ids.length === 0) return this.hasNewer;
    return (this.hasNewer && id > Number(this.newest)) || (this.hasOlder && id < Number(this.oldest));
  }

  /** @param {number} id */
  #insert(id) {
    let at = this.#ids.length;
    while (at > 0 && this.#ids[at - 1] > id) at--;
    this.#ids.splice(at, 0, id);
  }

  /** A quoting message takes no version when the quoted one changes. @param {Message} quoted */
  #mendQuotes(quoted) {
    const known = this.#messages.get(quoted.id);
    if (known && known.version > quoted.version) return;
    const text = quoted.is_deleted ? "" : quoted.text.slice(0, 200);
    for (const [id, message] of this.#messages)
      if (message.reply_to?.id === quoted.id && message.reply_to.text !== text)
        this.#messages.set(id, { ...message, reply_to: { ...message.reply_to, text } });
  }
}
