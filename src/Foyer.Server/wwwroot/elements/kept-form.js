import { pageUser } from "../helpers/line.js";
import { browserStorage } from "../helpers/page-storage.js";
import { FormDrafts } from "../models/form-drafts.js";
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

const drafts = new FormDrafts(browserStorage, pageUser());

// Only the server knows that it accepted a form: it names it on the page that follows.
const accepted = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=accepted-form]"));
if (accepted) drafts.remove(accepted.content);

/**
 * A form whose text survives a reload, a lost connection, the end of the session and a crash, until the server accepts it. The form is
 * known by the address of its page.
 */
class KeptForm extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {import("../models/form-drafts.js").Values} */ #original = {};

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#original = this.#values();
    // After a refusal, the page comes with what was typed.
    if (!document.querySelector(".summary, .field__error[id]")) this.#restore(drafts.read(this.#name));
    this.addEventListener("input", () => drafts.write(this.#name, this.#original, this.#values()), { signal });
    this.addEventListener("submit", () => this.#sending(), { signal });
    this.addEventListener("click", ({ target }) => /** @type {Element} */ (target).closest("[data-discard]") && this.#discard(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {import("../models/form-drafts.js").Values} values */
  #restore(values) {
    for (const control of this.#controls) if (control.name in values) show(control, values[control.name]);
    const restored = Object.keys(values).length > 0;
    const note = /** @type {HTMLElement | null} */ (this.querySelector("[data-restored]"));
    if (note) note.hidden = !restored;
    if (restored) this.#form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #discard() {
    drafts.remove(this.#name);
    location.reload();
  }

  /** The server passes the name on to the page that follows. */
  #sending() {
    const known = /** @type {HTMLInputElement | null} */ (this.querySelector("input[name=kept_form]"));
    const field = known ?? Object.assign(document.createElement("input"), { type: "hidden", name: "kept_form" });
    field.value = this.#name;
    this.#form.append(field);
  }

  #values() {
    return Object.fromEntries(this.#controls.filter((control) => !isChoice(control) || control.checked).map(({ name, value }) => [name, value]).concat(this.#unticked));
  }

  /** @returns {string[][]} */
  get #unticked() {
    return this.#controls.filter((control) => control.type === "checkbox" && !(/** @type {HTMLInputElement} */ (control).checked)).map(({ name }) => [name, ""]);
  }

  /** Neither the fields that the page fills in by itself nor secrets. @returns {Control[]} */
  get #controls() {
    const controls = /** @type {Control[]} */ ([...this.#form.elements].filter((each) => each.matches("input, textarea, select")));
    return controls.filter(({ name, type }) => name && !["hidden", "password", "file"].includes(type));
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  get #name() {
    return location.pathname + location.search;
  }
}

/** @param {Control} control @returns {control is HTMLInputElement} */
function isChoice(control) {
  return control.type === "radio" || control.type === "checkbox";
}

/** @param {Control} control @param {string} value */
function show(control, value) {
  if (isChoice(control)) control.checked = control.value === value;
  else control.value = value;
}

customElements.define("kept-form", KeptForm);
