import { setSingleKeys, singleKeys } from "../helpers/single-keys.js";

const EDITABLE = "input, textarea, select, [contenteditable]";

/** The list of keys, opened by Ctrl and the slash or a question mark; there single letters can be switched off. */
class KeyList extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("click", ({ target }) => /** @type {Element} */ (target).closest("[data-close]") && this.#dialog.close(), {
      signal,
    });
    this.#letters.checked = singleKeys();
    this.#letters.addEventListener("change", () => setSingleKeys(this.#letters.checked), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const slash = event.key === "/" && (event.ctrlKey || event.metaKey);
    const asked = event.key === "?" && singleKeys() && !(/** @type {Element} */ (event.target).closest(EDITABLE));
    if (!(slash || asked) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.#dialog.showModal();
  }

  get #letters() {
    return /** @type {HTMLInputElement} */ (this.querySelector("[data-letters]"));
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }
}

customElements.define("shortcut-list", KeyList);
