/** @typedef {import("./wire.js").Quote} Quote */
/** @typedef {import("./wire.js").Upload} Upload */
/** @typedef {{ client_id: string, chat: number, text: string, timestamp: string, reply_to: Quote | null, attachments: Upload[],
 *   refused?: { reason: string, code: string } | null }} Letter */

/** How long an open tab may take to send, where the browser does not say which tabs are open. */
const PATIENCE = 60_000;

/** Milliseconds after which a message is no longer sent by itself: nobody expects it any more. */
export const STALE_AFTER = 7 * 24 * 60 * 60 * 1000;

/**
 * Messages that the server has not confirmed, by user, so that they survive the page. Each belongs to the tab that sends it; those
 * of a tab that is gone are taken over by another.
 */
export class UnsentStore {
  #storage;
  #prefix;
  #tab;

  /** @param {import("./drafts.js").Store} storage @param {number} user @param {string} tab */
  constructor(storage, user, tab) {
    this.#storage = storage;
    this.#prefix = `foyer:unsent:${user}:`;
    this.#tab = tab;
  }

  /** @param {Letter} letter */
  put(letter) {
    this.#storage.setItem(this.#prefix + letter.client_id, JSON.stringify({ ...letter, tab: this.#tab }));
  }

  /** @param {string} clientId */
  remove(clientId) {
    this.#storage.removeItem(this.#prefix + clientId);
  }

  /** The server will not take it; it waits for the user's decision. @param {string} clientId @param {Letter["refused"]} refused */
  mark(clientId, refused) {
    const stored = this.#read(this.#prefix + clientId);
    if (stored) this.put({ ...stored, refused });
  }

  /**
   * Takes over what no open tab sends. What must not be sent by itself becomes a draft: stale messages, and commands, which take
   * effect each time they are sent.
   * @param {object} how
   * @param {Set<string> | null} how.open the tabs that are open now, if that is known
   * @param {import("./drafts.js").Drafts} how.drafts
   * @param {number} how.now
   * @param {(chat: number) => boolean} how.wants
   * @param {boolean} how.first whether what this tab's last page left is taken too; later, this page sends it already
   * @returns {Letter[]} to be sent now, in the order they were written
   */
  takeOver({ open, drafts, now, wants, first }) {
    const found = this.#storage.keys(this.#prefix).flatMap((key) => this.#read(key) ?? []);
    const isGone = (/** @type {typeof found[0]} */ { tab, timestamp }) => (open ? !open.has(tab) : now - Date.parse(timestamp) > PATIENCE);
    const letters = found
      .filter((letter) => wants(letter.chat) && (letter.tab === this.#tab ? first : isGone(letter)))
      .sort((one, other) => one.timestamp.localeCompare(other.timestamp));
    for (const letter of letters) if (isForDrafts(letter, now)) this.#turnIntoDraft(letter, drafts);
    const send = letters.filter((letter) => !isForDrafts(letter, now));
    for (const letter of send) this.put(letter);
    return send;
  }

  /** @param {Letter} letter @param {import("./drafts.js").Drafts} drafts */
  #turnIntoDraft({ client_id, chat, text, reply_to }, drafts) {
    drafts.add(chat, { text, reply: reply_to });
    this.remove(client_id);
  }

  /** @param {string} key @returns {Letter & { tab: string } | null} */
  #read(key) {
    try {
      return JSON.parse(this.#storage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }
}

/** @param {Letter} letter @param {number} now */
function isForDrafts({ text, timestamp }, now) {
  return /^\/(?!\/)/.test(text) || now - Date.parse(timestamp) > STALE_AFTER;
}
