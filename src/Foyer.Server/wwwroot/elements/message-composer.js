import { api } from "../helpers/api.js";
import { takeFiles } from "../helpers/take-files.js";
import { Drafts } from "../models/drafts.js";
import { Suggestions } from "../models/suggestions.js";
import "./completion-list.js";
import "./file-tray.js";
/** @typedef {import("../models/wire.js").Message} Message */
/** @typedef {import("../models/room.js").Room} Room */

const COUNT_FROM = 0.8;
const touch = matchMedia("(hover: none) and (pointer: coarse)");

/** Where one writes. Tells `post` (with words and files), `edit`, `edit-last`, `set-aside`, `mark-read`, and `ask-emoji` with the button and what to do. */
export class MessageComposer extends HTMLElement {
  /** @type {Drafts} */ #drafts = /** @type {any} */ (null);
  /** @type {Room} */ #room = /** @type {any} */ (null);
  /** @type {{ what: "edit" | "reply", message: Message } | null} */ #about = null;
  /** True while a message waits for its files. */ #waits = false;

  /** @param {Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    this.#room = room;
    this.#drafts = new Drafts(localStorage, room.me.id);
    this.#completion.enter(this.input, new Suggestions(room, api), signal);
    this.#tray.enter(room.id, { files: Number(this.getAttribute("files")), size: Number(this.getAttribute("upload")) }, signal);
    this.addEventListener("taken-back", () => this.input.focus(), { signal });
    takeFiles(this.#places, (files) => this.#attach(files), signal);
    this.input.value ||= this.#drafts.read(room.id);
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("input", () => this.#typed(), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.#size();
    if (!touch.matches && !location.hash) this.input.focus({ preventScroll: true });
  }

  get input() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  /** The message that is quoted by what is written now. */
  get quoted() {
    return this.#about?.what === "reply" ? this.#about.message : null;
  }

  get edited() {
    return this.#about?.what === "edit" ? this.#about.message : null;
  }

  /** @param {"edit" | "reply"} what @param {Message} message */
  take(what, message) {
    if (this.#about?.what === "edit") this.input.value = this.#drafts.read(this.#room.id);
    this.#about = { what, message };
    if (what === "edit") this.input.value = message.text;
    this.#tellAbout(what === "edit" ? "Editing your message" : `Replying to ${message.user_name}`);
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  /** Back to the draft, with no message in mind. */
  setAside() {
    if (!this.#about) return;
    if (this.edited) this.input.value = this.#drafts.read(this.#room.id);
    this.#about = null;
    this.#tellAbout("");
    this.input.focus();
    this.#tell("set-aside");
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
    if (anchor) this.dispatchEvent(new CustomEvent("ask-emoji", { bubbles: true, detail: { anchor, take: (/** @type {string} */ sign) => this.insert(sign) } }));
  }

  /** @param {File[]} files */
  #attach(files) {
    this.#tray.add(files);
    this.input.focus();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trimEnd();
    if (text.length > this.#limit || (!text.trim() && (this.edited || this.#tray.isEmpty))) return;
    if (this.edited) this.#tell("edit", { text, message: this.edited });
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
  }

  /** @param {import("../models/wire.js").Upload[]} attachments */
  #post(attachments) {
    const detail = { text: this.input.value.trimEnd(), message: this.quoted, attachments };
    this.#clear();
    this.#tell("post", detail);
  }

  /** @param {string} name @param {object} [detail] */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  #clear() {
    this.input.value = "";
    this.#drafts.write(this.#room.id, "");
    this.setAside();
    this.#size();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.keyCode === 229 || event.target !== this.input || this.#completion.key(event)) return;
    const empty = this.input.value === "";
    if (event.key === "Enter" && this.#sends(event)) this.#submit(event);
    else if (event.key === "ArrowUp" && !event.altKey && empty && !this.#about) this.#editLast(event);
    else if (event.key === "Escape" && this.#about) this.setAside();
    else if (event.key === "Escape" && empty) this.#tell("mark-read");
  }

  /** @param {KeyboardEvent} event */
  #sends({ shiftKey, ctrlKey, metaKey }) {
    return ctrlKey || metaKey || (!shiftKey && !touch.matches);
  }

  /** @param {Event} event */
  #editLast(event) {
    event.preventDefault();
    this.#tell("edit-last");
  }

  #typed() {
    if (!this.edited) this.#drafts.write(this.#room.id, this.input.value);
    if (this.input.value.trim() && !this.edited) this.#room.writing.typed();
    this.#size();
  }

  get #completion() {
    return /** @type {import("./completion-list.js").CompletionList} */ (this.querySelector("completion-list"));
  }

  get #tray() {
    return /** @type {import("./file-tray.js").FileTray} */ (this.querySelector("file-tray"));
  }

  get #places() {
    const pane = /** @type {HTMLElement} */ (this.closest("main"));
    const [over, button, input] = ["[data-drop]", "[data-attach]", "[data-picked]"].map((each) => /** @type {any} */ (pane.querySelector(each)));
    return { pane, over, field: this.input, button, input };
  }

  get #limit() {
    return Number(this.getAttribute("limit"));
  }

  #size() {
    const length = this.input.value.trimEnd().length;
    const count = this.#part("count");
    count.hidden = length < this.#limit * COUNT_FROM;
    count.textContent = length > this.#limit ? `${length - this.#limit} over the limit of ${this.#limit}` : `${length} of ${this.#limit}`;
    if (CSS.supports("field-sizing", "content")) return;
    this.input.style.blockSize = "auto";
    this.input.style.blockSize = `${this.input.scrollHeight}px`;
  }

  /** @param {string} words */
  #tellAbout(words) {
    this.#part("above").hidden = !words;
    this.#part("words").textContent = words;
    this.#size();
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("message-composer", MessageComposer);
