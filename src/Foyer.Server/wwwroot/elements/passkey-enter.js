import { knowsPasskeys, pass } from "../helpers/passkeys.js";

/** The button that signs in with a passkey; shown only where there can be one. Leads to `to`. */
class PasskeyEnter extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.hidden = !knowsPasskeys();
    this.querySelector("button")?.addEventListener("click", () => this.#enter(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  async #enter() {
    const remember = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=remember]"))?.checked ?? false;
    this.#say("");
    const done = await pass("get", "/api/passkeys/sign-in/options", undefined, "/api/passkeys/sign-in", { remember });
    if (done?.status === 200) location.assign(this.getAttribute("to") ?? "/room");
    else this.#say(done ? done.body.errors[0].detail : "No passkey was shown.");
  }

  /** @param {string} words */
  #say(words) {
    const line = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    line.textContent = words;
    line.hidden = !words;
  }
}

customElements.define("passkey-enter", PasskeyEnter);
