import { knowsPasskeys, pass } from "../helpers/passkeys.js";

/** The form that adds a passkey of this device; shown only where there can be one. */
class PasskeyAdd extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.hidden = !knowsPasskeys();
    this.#form.addEventListener("submit", (event) => this.#add(event), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** @param {SubmitEvent} event */
  async #add(event) {
    event.preventDefault();
    const given = new FormData(this.#form);
    this.#say("");
    const button = /** @type {HTMLButtonElement} */ (this.querySelector("[type=submit]"));
    button.classList.add("button--busy");
    const done = await pass(
      "create",
      "/api/passkeys/options",
      { password: given.get("passkey_password") },
      "/api/passkeys",
      { name: given.get("passkey_name") || "Passkey" },
    );
    button.classList.remove("button--busy");
    if (done?.status === 201) location.reload();
    else this.#say(done ? done.body.errors[0].detail : "Nothing was added.");
  }

  /** @param {string} words */
  #say(words) {
    const line = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    line.textContent = words;
    line.hidden = !words;
  }
}

customElements.define("passkey-add", PasskeyAdd);
