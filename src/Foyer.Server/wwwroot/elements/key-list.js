/** The list of keys, opened by Ctrl and the slash or by its button. */
class KeyList extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("click", ({ target }) => /** @type {Element} */ (target).closest("[data-close]") && this.#dialog.close(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "/" || !(event.ctrlKey || event.metaKey) || this.#dialog.open) return;
    event.preventDefault();
    this.#dialog.showModal();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }
}

customElements.define("key-list", KeyList);
