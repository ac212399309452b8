import { formDrafts } from "../helpers/keep-forms.js";
import { plainText } from "../models/markup/plain.js";
/** Asks why a message should be looked at by a moderator. Tells `report` with the message and the reason. */
export class ReportDialog extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {import("../models/wire.js").Message | null} */ #message = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.querySelector("form")?.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.#reason?.addEventListener("input", () => formDrafts.write(nameOf(this.#message), { reason: this.#reason.value }), { signal });
    this.querySelector("[data-cancel]")?.addEventListener("click", () => this.#dialog.close(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {import("../models/wire.js").Message} message */
  ask(message) {
    this.#message = message;
    /** @type {HTMLElement} */ (this.querySelector("[data-author]")).textContent = message.user_name;
    /** @type {HTMLElement} */ (this.querySelector("[data-text]")).textContent = plainText(message.text).slice(0, 200);
    this.#reason.value = formDrafts.read(nameOf(message)).reason ?? "";
    this.#wrong("");
    this.#dialog.showModal();
  }

  /** The server has it. @param {import("../models/wire.js").Message} message */
  reported(message) {
    formDrafts.remove(nameOf(message));
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const reason = this.#reason.value.trim();
    if (!reason) {
      this.#wrong("Say in a few words what is wrong.");
      return this.#reason.focus();
    }
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent("report", { bubbles: true, detail: { message: this.#message, reason } }));
  }

  /** @param {string} words */
  #wrong(words) {
    const error = /** @type {HTMLElement} */ (this.querySelector(".field__error"));
    error.hidden = !words;
    /** @type {HTMLElement} */ (error.querySelector("span")).textContent = words;
    this.#reason.ariaInvalid = words ? "true" : null;
  }

  get #reason() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }
}

/** @param {{ id: number } | null} message */
function nameOf(message) {
  return `report:${message?.id}`;
}

customElements.define("report-dialog", ReportDialog);
