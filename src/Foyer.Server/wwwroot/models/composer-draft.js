import { parseDraft } from "./drafts.js";
import { quoteOf } from "./message-sender.js";
/** @typedef {import("./wire.js").Quote} Quote */
/** @typedef {import("./drafts.js").Draft} Draft */

/**
 * What the composer of a room holds: the text, and the message that it replies to or edits. An edit puts the draft aside until it is
 * done. Everything is stored as it is typed.
 */
export class ComposerDraft {
  text = "";
  /** @type {Quote | null} */ reply = null;
  /** The message being edited, with its stored text. @type {{ id: number, text: string } | null} */ edit = null;
  #aside = "";
  #drafts;
  #chat;

  /** @param {import("./drafts.js").Drafts} drafts @param {number} chat */
  constructor(drafts, chat) {
    this.#drafts = drafts;
    this.#chat = chat;
    this.#show(drafts.read(chat));
  }

  /** True while there is nothing that could be lost. */
  get isEmpty() {
    return !this.text && !this.reply && !this.edit;
  }

  /** @param {string} text */
  type(text) {
    this.text = text;
    this.#store();
  }

  /** @param {Quote} message */
  replyTo(message) {
    this.endEdit();
    this.reply = quoteOf(message);
    this.#store();
  }

  /** @param {{ id: number, text: string }} message */
  beginEdit({ id, text }) {
    if (!this.edit) this.#aside = this.text;
    this.edit = { id, text };
    this.text = text;
    this.#store();
  }

  /** Back to the draft. */
  endEdit() {
    if (!this.edit) return;
    this.edit = null;
    this.text = this.#aside;
    this.#store();
  }

  dropReply() {
    this.reply = null;
    this.#store();
  }

  /** It is in other hands now. */
  sent() {
    this.text = "";
    this.reply = null;
    this.#drafts.remove(this.#chat);
  }

  /** Continues what another tab left. @param {Set<string> | null} open */
  takeOver(open) {
    if (this.isEmpty) this.#show(this.#drafts.takeOver(this.#chat, open));
  }

  /**
   * Another tab sent the draft that this one shows too. What was typed here since then stays.
   * @param {string | null} key of the storage @param {string | null} before @param {string | null} after
   * @returns {boolean} whether this draft is gone
   */
  sentElsewhere(key, before, after) {
    if (key !== this.#drafts.key(this.#chat) || before === null || after !== null) return false;
    const gone = !this.edit && parseDraft(before).text === this.text;
    if (gone) this.text = "";
    if (gone) this.reply = null;
    else this.#store();
    return gone;
  }

  /** @param {Draft | null} draft */
  #show(draft) {
    this.#aside = draft?.text ?? "";
    this.reply = draft?.reply ?? null;
    this.edit = draft?.edit ? { id: draft.edit.id, text: draft.edit.text } : null;
    this.text = draft?.edit?.typed ?? this.#aside;
  }

  #store() {
    const { edit, reply } = this;
    this.#drafts.write(this.#chat, { text: edit ? this.#aside : this.text, reply, edit: edit && { ...edit, typed: this.text } });
  }
}
