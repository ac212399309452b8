import { supportsPasskeys, usePasskey } from "../helpers/passkeys.js";

/** The button that proves who one is with a passkey; shown only where there can be one. Sends the proof to `action` and leads to `to`. */
class PasskeyEnter extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.hidden = !supportsPasskeys();
    this.querySelector("button")?.addEventListener("click", () => this.#enter(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  async #enter() {
    const remember = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=remember]"))?.checked ?? false;
    this.#announce("");
    const action = this.getAttribute("action") ?? "/api/passkeys/sign-in";
    const done = await usePasskey("get", "/api/passkeys/sign-in/options", undefined, action, { remember });
    if (done && done.status < 300) location.assign(this.getAttribute("to") ?? "/room");
    else this.#announce(done ? done.body.errors[0].detail : "No passkey was shown.");
  }

  /** @param {string} words */
  #announce(words) {
    const line = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    line.textContent = words;
    line.hidden = !words;
  }
}

customElements.define("passkey-sign-in", PasskeyEnter);
