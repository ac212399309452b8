import { newClientId } from "./client-id.js";
/** @typedef {import("./wire.js").Quote} Quote */
/** @typedef {{ id: number, text: string, typed: string }} Edit a message, its text, and what it is to become */
/** @typedef {{ text: string, reply?: Quote | null, edit?: Edit | null, from?: { tab: string, text: string } | null, at?: number }} Draft */
/** @typedef {Pick<import("./safe-storage.js").SafeStorage, "getItem" | "setItem" | "removeItem" | "keys">} Store */

/**
 * Unsent text by user, room and tab: another user or room never gets it, and two tabs of one room cannot overwrite each other's. A
 * tab without a draft continues the newest one; when it sends that text, the tab it came from loses it too, unless it was changed.
 */
export class Drafts {
  #storage;
  #user;
  #tab;
  #now;

  /** @param {Store} storage @param {number} user @param {string} tab @param {() => number} [now] */
  constructor(storage, user, tab, now = Date.now) {
    this.#storage = storage;
    this.#user = user;
    this.#tab = tab;
    this.#now = now;
  }

  /** This tab's draft. @param {number} chat @returns {Draft | null} */
  read(chat) {
    return this.#read(this.key(chat));
  }

  /** @param {number} chat @param {Draft} draft */
  write(chat, { text, reply = null, edit = null }) {
    const from = this.read(chat)?.from ?? null;
    if (text.trim() || reply || edit) this.#store(this.key(chat), { text, reply, edit, from });
    else this.remove(chat);
  }

  /** The text was sent or deleted: its source goes too, unless somebody went on writing there. @param {number} chat */
  remove(chat) {
    const from = this.read(chat)?.from;
    this.#storage.removeItem(this.key(chat));
    if (from && this.#read(this.key(chat, from.tab))?.text === from.text) this.#storage.removeItem(this.key(chat, from.tab));
  }

  /** Continues the newest draft of another tab, of a closed one first. @param {number} chat @param {Set<string> | null} [open] @returns {Draft | null} */
  takeOver(chat, open = null) {
    const others = this.#others(chat);
    const source = others.find(({ tab }) => open !== null && !open.has(tab)) ?? others[0];
    if (!source) return null;
    const { text, reply, edit } = source.draft;
    const from = { tab: source.tab, text };
    this.#store(this.key(chat), { text, reply, edit, from });
    return this.read(chat);
  }

  /** Stores text that no tab shows yet. @param {number} chat @param {Draft} draft */
  add(chat, draft) {
    this.#store(this.key(chat, newClientId()), draft);
  }

  /** @param {number} chat */
  has(chat) {
    return this.read(chat) !== null || this.#others(chat).length > 0;
  }

  /** Under which a draft is stored. @param {number} chat @param {string} [tab] */
  key(chat, tab = this.#tab) {
    return `foyer:draft:${this.#user}:${chat}${tab && `:${tab}`}`;
  }

  /** @param {number} chat the newest first */
  #others(chat) {
    const start = this.key(chat, "");
    return this.#storage
      .keys(start)
      .filter((key) => key !== this.key(chat) && (key === start || key[start.length] === ":"))
      .map((key) => ({ tab: key.slice(start.length + 1), draft: /** @type {Draft} */ (this.#read(key)) }))
      .sort((one, other) => (other.draft.at ?? 0) - (one.draft.at ?? 0));
  }

  /** @param {string} key @returns {Draft | null} */
  #read(key) {
    const stored = this.#storage.getItem(key);
    return stored === null ? null : parseDraft(stored);
  }

  /** @param {string} key @param {Draft} draft */
  #store(key, draft) {
    this.#storage.setItem(key, JSON.stringify({ ...draft, at: this.#now() }));
  }
}

/** Earlier versions stored the text alone. @param {string} stored @returns {Draft} */
export function parseDraft(stored) {
  try {
    const draft = JSON.parse(stored);
    return typeof draft?.text === "string" ? draft : { text: stored };
  } catch {
    return { text: stored };
  }
}
