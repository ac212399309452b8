import { newMessagesLabel } from "../models/scroll-rules.js";

/** The pills over the log: down to what is new, and what was unread on coming. Tells `jump` and `mark-read`. */
export class NewMessages extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  /** @param {Event} event */
  handleEvent({ target }) {
    const what = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-tells]"))?.dataset.tells;
    if (what) this.dispatchEvent(new CustomEvent(what, { bubbles: true }));
  }

  /** @param {{ away: boolean, waiting: number, unread: number, since: string | null }} state */
  show({ away, waiting, unread, since }) {
    const jump = this.#part("jump");
    const read = this.#part("unread");
    read.hidden = !away || unread === 0 || since === null;
    jump.hidden = !away || (waiting === 0 && !read.hidden);
    this.#part("words").textContent = newMessagesLabel(waiting);
    this.#part("count").textContent = `${unread} new since`;
    if (since) this.querySelector("local-time")?.setAttribute("datetime", since);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("new-messages", NewMessages);
