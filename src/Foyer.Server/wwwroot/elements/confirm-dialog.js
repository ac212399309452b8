/** Asks before the form named by `form` is sent; without scripts the form is simply sent. */
class ConfirmDialog extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #agreed = false;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#form?.addEventListener("submit", (event) => this.#request(event), { signal });
    this.#dialog.addEventListener("close", () => this.#dialog.returnValue === "yes" && this.#agree(), { signal });
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

  /** The form is sent once more, so that whoever listens to it hears of it. */
  #agree() {
    this.#agreed = true;
    this.#form?.requestSubmit();
  }

  /** @param {Event} event */
  #request(event) {
    const agreed = this.#agreed;
    this.#agreed = false;
    if (agreed) return;
    event.preventDefault();
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
