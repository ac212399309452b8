/** A form that shows it is on its way and cannot be sent twice. */
class BusyForm extends HTMLElement {
  #busy = false;
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    // Back from the browser's memory of the page: it can be sent again.
    addEventListener("pageshow", () => this.#show(false), { signal });
  }

  /** It did not go out after all: it can be sent again. */
  rest() {
    this.#show(false);
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {Event} event */
  #submit(event) {
    if (this.#busy) event.preventDefault();
    else if (!event.defaultPrevented) this.#show(true);
  }

  /** @param {boolean} busy */
  #show(busy) {
    this.#busy = busy;
    for (const button of this.querySelectorAll("[type=submit]")) {
      button.classList.toggle("button--busy", busy);
      button.ariaDisabled = busy ? "true" : null;
    }
  }
}

customElements.define("busy-form", BusyForm);
