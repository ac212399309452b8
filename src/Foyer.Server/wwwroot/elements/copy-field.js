import { toast } from "../helpers/toast.js";

/** A field whose words are there to be taken elsewhere; its button appears where the browser can copy. */
class CopyField extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    const button = /** @type {HTMLElement} */ (this.querySelector("[data-copy]"));
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => void this.#copy(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  async #copy() {
    const field = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    const copied = await navigator.clipboard.writeText(field.value).then(
      () => true,
      () => false,
    );
    field.select();
    toast(copied ? "Copied" : "Press Ctrl C to copy");
  }
}

customElements.define("copy-field", CopyField);
