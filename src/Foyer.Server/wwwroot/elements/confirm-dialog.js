/** Asks before the form named by `form` is sent; without scripts the form is simply sent. */
class ConfirmDialog extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#form?.addEventListener("submit", (event) => this.#ask(event), { signal });
    this.#dialog.addEventListener("close", () => this.#dialog.returnValue === "yes" && this.#form?.submit(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  get #form() {
    return /** @type {HTMLFormElement | null} */ (document.getElementById(this.getAttribute("form") ?? ""));
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }

  /** @param {Event} event */
  #ask(event) {
    event.preventDefault();
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
