import { knowsPasskeys, pass } from "../helpers/passkeys.js";

/** The button that proves who one is with a passkey; shown only where there can be one. Sends the proof to `action` and leads to `to`. */
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
    const action = this.getAttribute("action") ?? "/api/passkeys/sign-in";
    const done = await pass("get", "/api/passkeys/sign-in/options", undefined, action, { remember });
    if (done && done.status < 300) location.assign(this.getAttribute("to") ?? "/room");
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
