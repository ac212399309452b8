import { Drafts } from "../models/drafts.js";
/** @typedef {import("../models/wire.js").Message} Message */
/** @typedef {import("../models/room.js").Room} Room */

const COUNT_FROM = 0.8;
const touch = matchMedia("(hover: none) and (pointer: coarse)");

/** Where one writes. Tells `post`, `edit` (both with the words), `edit-last` and `set-aside`. */
export class MessageComposer extends HTMLElement {
  /** @type {Drafts} */ #drafts = /** @type {any} */ (null);
  /** @type {Room} */ #room = /** @type {any} */ (null);
  /** @type {{ what: "edit" | "reply", message: Message } | null} */ #about = null;

  /** @param {Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    this.#room = room;
    this.#drafts = new Drafts(localStorage, room.me.id);
    this.input.value ||= this.#drafts.read(room.id);
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("input", () => this.#typed(), { signal });
    this.addEventListener("click", ({ target }) => /** @type {Element} */ (target).closest("[data-aside]") && this.setAside(), { signal });
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
    this.dispatchEvent(new CustomEvent("set-aside", { bubbles: true }));
  }

  /** Takes words back that could not be sent. @param {string} text */
  giveBack(text) {
    this.input.value ||= text;
    this.#typed();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.input.value.trimEnd();
    if (!text.trim() || text.length > this.#limit) return;
    const what = this.edited ? "edit" : "post";
    const detail = { text, message: this.#about?.message ?? null };
    if (what === "post") this.#clear();
    this.dispatchEvent(new CustomEvent(what, { bubbles: true, detail }));
  }

  #clear() {
    this.input.value = "";
    this.#drafts.write(this.#room.id, "");
    this.setAside();
    this.#size();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.keyCode === 229 || event.target !== this.input) return;
    const empty = this.input.value === "";
    if (event.key === "Enter" && this.#sends(event)) this.#submit(event);
    else if (event.key === "ArrowUp" && empty && !this.#about) this.#editLast(event);
    else if (event.key === "Escape" && this.#about) this.setAside();
  }

  /** @param {KeyboardEvent} event */
  #sends({ shiftKey, ctrlKey, metaKey }) {
    return ctrlKey || metaKey || (!shiftKey && !touch.matches);
  }

  /** @param {Event} event */
  #editLast(event) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("edit-last", { bubbles: true }));
  }

  #typed() {
    if (!this.edited) this.#drafts.write(this.#room.id, this.input.value);
    if (this.input.value.trim() && !this.edited) this.#room.typed();
    this.#size();
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
