import { forgetForm } from "../helpers/keep-forms.js";
import { supportsPasskeys, usePasskey } from "../helpers/passkeys.js";

/** The form that adds a passkey of this device; shown only where there can be one. */
class PasskeyAdd extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.hidden = !supportsPasskeys();
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
    const name = String(new FormData(this.#form).get("passkey_name") ?? "");
    this.#announce("");
    const button = /** @type {HTMLButtonElement} */ (this.querySelector("[type=submit]"));
    button.classList.add("button--busy");
    const done = await usePasskey("create", "/api/passkeys/options", {}, "/api/passkeys", { name: name || "Passkey" });
    button.classList.remove("button--busy");
    if (done?.status === 201) this.#finish();
    else if (done?.body?.errors[0].code === "sign_in_again") this.#confirm(name);
    else this.#announce(done ? done.body.errors[0].detail : "Nothing was added.");
  }

  #finish() {
    forgetForm(this.#form);
    location.assign("/settings");
  }

  /** The session is not fresh: confirms it first, keeping the name. @param {string} name */
  #confirm(name) {
    const back = `/settings?passkey_name=${encodeURIComponent(name)}`;
    location.assign(`/reauthenticate?returnUrl=${encodeURIComponent(back)}`);
  }

  /** @param {string} words */
  #announce(words) {
    const line = /** @type {HTMLElement} */ (this.querySelector("[role=alert]"));
    line.textContent = words;
    line.hidden = !words;
  }
}

customElements.define("passkey-add", PasskeyAdd);
