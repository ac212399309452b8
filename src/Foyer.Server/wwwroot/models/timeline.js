/** @typedef {import("./wire.js").Message} Message */
/** @typedef {"stored" | "pending" | "failed"} State */
/** @typedef {{ client_id: string, text: string, timestamp: string, reply_to: import("./wire.js").Quote | null, state: State, reason: string }} Pending */
/** @typedef {{ kind: "day", key: string, timestamp: string } | { kind: "new", key: string } | MessageRow} Row */
/** @typedef {{ kind: "message", key: string, message: Message, state: State, reason: string, first: boolean, mine: boolean, folded: boolean }} MessageRow */

/** One author's messages share a header while they follow each other within five minutes. */
export const GROUP_MINUTES = 5;
const NOT_STORED = 0;

/**
 * What a room's log shows: a window of its stored messages by id, each in its latest state, then my own that wait for their
 * acknowledgement. Knows nothing of the screen.
 */
export class Timeline {
  /** @type {Map<number, Message>} */ #messages = new Map();
  /** @type {Map<string, Pending>} */ #pending = new Map();
  /** @type {number[]} */ #ids = [];
  #me;
  #blocked;

  /** True while messages older than the window exist. */
  hasOlder = false;
  /** True while messages newer than the window exist, so that live ones may not be put after it. */
  hasNewer = false;
  /** The id above which everything was unread when the room was opened; fixed until it is left. @type {number | null} */
  newAfter = null;

  /** @param {{ id: number, username: string }} me @param {Iterable<number>} [blocked] */
  constructor(me, blocked = []) {
    this.#me = me;
    this.#blocked = new Set(blocked);
  }

  get oldest() {
    return this.#ids[0] ?? null;
  }

  get newest() {
    return this.#ids.at(-1) ?? null;
  }

  /** True while nobody has said anything; comings and goings do not count. */
  get isSilent() {
    return this.#pending.size === 0 && this.#ids.every((id) => this.#messages.get(id)?.kind === "system");
  }

  /** @param {number} id */
  find(id) {
    return this.#messages.get(id) ?? null;
  }

  /** @param {Iterable<number>} ids */
  block(ids) {
    this.#blocked = new Set(ids);
  }

  /**
   * Takes a message that arrived live, by replay or by history. Whatever order they come in, the latest version stays.
   * @param {Message} message
   * @returns {"added" | "confirmed" | "changed" | "stale" | "outside"}
   */
  apply(message) {
    this.#mendQuotes(message);
    const confirmed = message.client_id !== undefined && this.#pending.delete(message.client_id);
    const known = this.#messages.get(message.id);
    if (known) {
      if (known.version > message.version) return "stale";
      this.#messages.set(message.id, { ...message, client_id: message.client_id ?? known.client_id });
      return known.version === message.version ? "stale" : "changed";
    }
    if (this.#liesOutside(message.id)) return "outside";
    this.#messages.set(message.id, message);
    this.#insert(message.id);
    return confirmed ? "confirmed" : "added";
  }

  /** Adds a page of history on one end of the window. @param {Message[]} page @param {"older" | "newer"} side @param {boolean} more */
  addPage(page, side, more) {
    if (side === "older") this.hasOlder = false;
    else this.hasNewer = false;
    for (const message of page) this.apply(message);
    if (side === "older") this.hasOlder = more;
    else this.hasNewer = more;
  }

  /**
   * Starts again from a fresh page of the latest messages. What arrived live while it was fetched stays, and so do own waiting ones.
   * @param {Message[]} page @param {boolean} older
   */
  restart(page, older) {
    const known = [...this.#messages.values()];
    this.#messages.clear();
    this.#ids = [];
    this.hasOlder = this.hasNewer = false;
    for (const message of page) this.apply(message);
    const oldest = this.oldest;
    for (const message of known) if (oldest === null || message.id >= oldest) this.apply(message);
    this.hasOlder = older;
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

  /** A person has a new name or picture. @param {import("./wire.js").Person} person */
  rename({ id, username, avatar }) {
    for (const [key, message] of this.#messages)
      if (message.user === id && message.kind !== "system") this.#messages.set(key, { ...message, user_name: username, user_avatar: avatar });
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

  /** @param {{ client_id: string, text: string, timestamp: string, reply_to?: import("./wire.js").Quote | null }} draft */
  addPending({ client_id, text, timestamp, reply_to = null }) {
    this.#pending.set(client_id, { client_id, text, timestamp, reply_to, state: "pending", reason: "" });
  }

  /** @param {string} clientId @param {State} state @param {string} [reason] */
  mark(clientId, state, reason = "") {
    const pending = this.#pending.get(clientId);
    if (pending) Object.assign(pending, { state, reason });
    return pending !== undefined;
  }

  /** @param {string} clientId */
  discard(clientId) {
    return this.#pending.delete(clientId);
  }

  /** My latest message that can still be edited. */
  lastOwn() {
    for (let at = this.#ids.length - 1; at >= 0; at--) {
      const message = this.#messages.get(this.#ids[at]);
      if (message && this.isMine(message) && message.kind !== "system" && !message.is_deleted) return message;
    }
    return null;
  }

  /** @param {Message} message */
  isMine(message) {
    return message.user === this.#me.id;
  }

  /** When the first unread message was written. @param {number} id the read marker @returns {string | null} */
  firstAfter(id) {
    const first = this.#ids.find((each) => each > id && this.#countsAsUnread(each));
    return first === undefined ? null : /** @type {Message} */ (this.#messages.get(first)).timestamp;
  }

  /** How many in the window are above the id, by others, and count as unread. @param {number} id */
  unreadAfter(id) {
    return this.#ids.filter((each) => each > id && this.#countsAsUnread(each)).length;
  }

  /** The rows to show, separators included. @returns {Row[]} */
  rows() {
    /** @type {Row[]} */ const rows = [];
    /** @type {MessageRow | null} */ let previous = null;
    let told = this.newAfter === null;
    for (const row of this.#messageRows()) {
      const day = dayOf(row.message.timestamp);
      if (!previous || dayOf(previous.message.timestamp) !== day) {
        rows.push({ kind: "day", key: `day-${day}`, timestamp: row.message.timestamp });
        previous = null;
      }
      if (!told && row.message.id > Number(this.newAfter) && this.#countsAsUnread(row.message.id)) {
        rows.push({ kind: "new", key: "new" });
        told = true;
        previous = null;
      }
      row.first = startsGroup(previous, row);
      rows.push(row);
      previous = row;
    }
    return rows;
  }

  *#messageRows() {
    for (const id of this.#ids) {
      const message = /** @type {Message} */ (this.#messages.get(id));
      // A confirmed message keeps the key it was shown with, so that it does not jump when it gets its id.
      const key = message.client_id && this.isMine(message) ? `own-${message.client_id}` : `message-${id}`;
      yield this.#row(key, message, "stored", "");
    }
    if (this.hasNewer) return;
    for (const pending of this.#pending.values())
      yield this.#row(`own-${pending.client_id}`, this.#shownAs(pending), pending.state, pending.reason);
  }

  /** @param {string} key @param {Message} message @param {State} state @param {string} reason @returns {MessageRow} */
  #row(key, message, state, reason) {
    const folded = this.#blocked.has(message.user);
    return { kind: "message", key, message, state, reason, first: true, mine: this.isMine(message), folded };
  }

  /** @param {Pending} pending @returns {Message} */
  #shownAs({ client_id, text, timestamp, reply_to }) {
    return {
      id: NOT_STORED, version: 0, chat: 0, kind: "text", is_deleted: false, edited_at: null, user_avatar: null,
      user: this.#me.id, user_name: this.#me.username, client_id, text, timestamp, reply_to,
    };
  }

  /** @param {number} id */
  #countsAsUnread(id) {
    const message = this.#messages.get(id);
    return !!message && message.kind !== "system" && !message.is_deleted && !this.isMine(message);
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

/** The reader's own calendar day. @param {string} timestamp */
export function dayOf(timestamp) {
  const date = new Date(timestamp);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** @param {MessageRow | null} previous @param {MessageRow} row */
function startsGroup(previous, row) {
  if (!previous || row.message.kind === "system" || previous.message.kind === "system") return true;
  if (previous.message.user !== row.message.user || previous.message.user_name !== row.message.user_name) return true;
  if (row.message.reply_to) return true;
  const apart = Date.parse(row.message.timestamp) - Date.parse(previous.message.timestamp);
  return apart > GROUP_MINUTES * 60_000;
}
