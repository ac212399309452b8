import { api } from "../helpers/api.js";
import { openTabs } from "../helpers/browser-tab.js";
import { growWithText } from "../helpers/grow-with-text.js";
import { receiveFiles } from "../helpers/receive-files.js";
import { drafts } from "../helpers/unsent.js";
import { ComposerDraft } from "../models/composer-draft.js";
import { actionOfComposerKey, lengthText } from "../models/composer-rules.js";
import { Suggestions } from "../models/suggestions.js";
import "./completion-list.js";
import "./file-tray.js";
/** @typedef {import("../models/wire.js").Message} Message */
/** @typedef {import("../models/room.js").Room} Room */

const SIGNED_OUT = "Not sent: you are signed out. Your text is kept. Sign in again to send it.";
const touch = matchMedia("(hover: none) and (pointer: coarse)");

/**
 * Where messages are written. Tells `post` (with text and files), `edit`, `edit-last`, `editing` (with the id of the message, or null),
 * `mark-read`, and `ask-emoji` with the button and what to do.
 */
export class MessageComposer extends HTMLElement {
  /** @type {ComposerDraft} */ #draft = /** @type {any} */ (null);
  /** @type {Room} */ #room = /** @type {any} */ (null);
  /** True while a message waits for its files. */ #waits = false;

  /** @param {Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    this.#room = room;
    const typed = this.input.value;
    this.#draft = new ComposerDraft(drafts, room.id);
    this.#completion.enter(this.input, new Suggestions(room, api), signal);
    this.#tray.enter(room, { files: Number(this.getAttribute("files")), size: Number(this.getAttribute("upload")) }, signal);
    this.addEventListener("taken-back", () => this.input.focus(), { signal });
    receiveFiles(this.input, (files) => this.#attach(files), signal);
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("input", ({ target }) => target === this.input && this.#typed(), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    addEventListener("storage", ({ key, oldValue, newValue }) => this.#draft.sentElsewhere(key, oldValue, newValue) && this.#show(), {
      signal,
    });
    // What was typed before the script ran comes first.
    if (typed) this.#draft.type(typed);
    this.#show();
    if (!touch.matches && !location.hash) this.input.focus({ preventScroll: true });
  }

  /** Continues a draft that was begun in another tab. */
  async takeOver() {
    this.#draft.takeOver(await openTabs());
    this.#show();
  }

  get input() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  get edited() {
    return this.#draft.edit;
  }

  /** @param {"edit" | "reply"} what @param {Message} message */
  take(what, message) {
    if (what === "edit") this.#draft.beginEdit(message);
    else this.#draft.replyTo(message);
    this.#show();
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  /** Ends the edit, or drops the reply. */
  setAside() {
    if (this.edited) this.#draft.endEdit();
    else this.#draft.dropReply();
    this.#show();
    this.input.focus();
  }

  /** Puts words where the cursor is. @param {string} text */
  insert(text) {
    this.input.focus();
    this.input.setRangeText(text, this.input.selectionStart, this.input.selectionEnd, "end");
    this.#typed();
  }

  /** @param {Event} event */
  #click({ target }) {
    const pressed = /** @type {Element} */ (target);
    if (pressed.closest("[data-aside]")) this.setAside();
    const anchor = pressed.closest("[data-emoji]");
    if (anchor)
      this.dispatchEvent(
        new CustomEvent("ask-emoji", { bubbles: true, detail: { anchor, take: (/** @type {string} */ sign) => this.insert(sign) } }),
      );
  }

  /** @param {File[]} files */
  #attach(files) {
    this.#tray.add(files);
    this.input.focus();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (!this.#room.isConnectable) return this.#room.tell("notice", SIGNED_OUT);
    const text = this.input.value.trimEnd();
    if (text.length > this.#limit || (!text.trim() && (this.edited || this.#tray.isEmpty))) return;
    if (this.edited) this.#emit("edit", { text, message: this.edited });
    else if (this.#tray.isEmpty) this.#post([]);
    else void this.#postWithFiles();
  }

  /** Goes out as soon as its files are there, with the words as they are then. */
  async #postWithFiles() {
    if (this.#waits) return;
    this.#waits = true;
    const files = await this.#tray.hand();
    this.#waits = false;
    if (files) this.#post(files);
    if (files) this.#tray.forget();
  }

  /** The room stores the message before the draft goes. @param {import("../models/wire.js").Upload[]} attachments */
  #post(attachments) {
    this.#emit("post", { text: this.input.value.trimEnd(), quoted: this.#draft.reply, attachments });
    this.#draft.sent();
    this.#show();
    this.input.focus();
  }

  /** @param {string} name @param {any} [detail] */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.keyCode === 229 || event.target !== this.input || this.#completion.key(event)) return;
    const action = actionOfComposerKey(event, { isEmpty: this.input.value === "", isAbout: this.#isAbout, isTouch: touch.matches });
    if (action === "send") this.#submit(event);
    else if (action === "edit-last") this.#editLast(event);
    else if (action === "set-aside") this.setAside();
    else if (action === "mark-read") this.#emit("mark-read");
  }

  /** @param {Event} event */
  #editLast(event) {
    event.preventDefault();
    this.#emit("edit-last");
  }

  #typed() {
    this.#draft.type(this.input.value);
    if (this.input.value.trim() && !this.edited) this.#room.sender.typed();
    this.#size();
  }

  /** Whether the text is about a message: a reply or an edit. */
  get #isAbout() {
    return this.#draft.reply !== null || this.#draft.edit !== null;
  }

  get #completion() {
    return /** @type {import("./completion-list.js").CompletionList} */ (this.querySelector("completion-list"));
  }

  get #tray() {
    return /** @type {import("./file-tray.js").FileTray} */ (this.querySelector("file-tray"));
  }

  get #limit() {
    return Number(this.getAttribute("limit"));
  }

  #size() {
    const words = lengthText(this.input.value.trimEnd().length, this.#limit);
    this.#part("count").hidden = words === "";
    this.#part("count").textContent = words;
    growWithText(this.input);
  }

  #show() {
    const { text, reply, edit } = this.#draft;
    if (this.input.value !== text) this.input.value = text;
    this.#part("above").hidden = !this.#isAbout;
    this.#part("words").textContent = edit ? "Editing your message" : reply ? `Replying to ${reply.user_name}` : "";
    this.#size();
    this.#emit("editing", edit?.id ?? null);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("message-composer", MessageComposer);
