import { placeBeside } from "../helpers/place-beside.js";
/** @typedef {import("../models/wire.js").Message} Message */

/** Everything one may do with a message. Tells `message-act` with what was chosen. */
export class MessageMenu extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {{ message: Message, anchor: HTMLElement } | null} */ #about = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {Message} message @param {HTMLElement} anchor where the focus returns to @param {Record<string, boolean>} may which acts are offered */
  open(message, anchor, may) {
    this.#about = { message, anchor };
    for (const item of this.querySelectorAll("[data-act]"))
      item.toggleAttribute("hidden", may[String(item.getAttribute("data-act"))] === false);
    const box = anchor.getBoundingClientRect();
    this.#popover.showPopover();
    placeBeside(this.#popover, box);
    this.#items()[0]?.focus();
  }

  /** @param {Event} event */
  #click({ target }) {
    const act = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-act]"))?.dataset.act;
    if (!act || !this.#about) return;
    const { message, anchor } = this.#about;
    this.#popover.hidePopover();
    anchor.focus();
    this.dispatchEvent(new CustomEvent("message-act", { bubbles: true, detail: { act, message, anchor } }));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const items = this.#items();
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length].focus();
    else if (event.key === "Tab") this.#popover.hidePopover();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) beginningWith(event.key, items, at)?.focus();
    if (to !== undefined || event.key === "Tab") event.preventDefault();
  }

  #items() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-act]:not([hidden])")]);
  }

  get #popover() {
    return /** @type {HTMLElement} */ (this.querySelector("[popover]"));
  }
}

/** @param {string} letter @param {HTMLElement[]} items @param {number} at */
function beginningWith(letter, items, at) {
  const wanted = letter.toLowerCase();
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent?.trim().toLowerCase().startsWith(wanted));
}

customElements.define("message-menu", MessageMenu);
