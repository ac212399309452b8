import { changesOf, isMoved } from "../models/event-changes.js";

/** Shows what one has changed in a form before it is sent, and ticks that people are told when they must know: another time or place. */
class EditChanges extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Record<string, string>} */ #stored = {};
  #decided = false;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#stored = JSON.parse(/** @type {Element} */ (this.querySelector("script")).textContent ?? "{}");
    if (this.#emit) this.#emit.value = "true";
    this.addEventListener("input", (event) => this.#input(/** @type {Element} */ (event.target)), { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {Element} field */
  #input(field) {
    this.#decided ||= field === this.#emit;
    this.#show();
  }

  #show() {
    const changes = changesOf(this.#stored, this.#typed);
    const list = this.#part("changes");
    list.replaceChildren(...changes.map((change) => this.#connection(change)));
    list.hidden = changes.length === 0;
    this.#part("change").hidden = changes.length === 0;
    if (this.#emit && !this.#decided) this.#emit.checked = isMoved(changes);
  }

  /** @param {import("../models/event-changes.js").Change} change */
  #connection({ name, old, now }) {
    const line = document.createElement("span");
    line.append(`${this.#labelOf(name)}: `);
    if (old === null) line.append("new words");
    else line.append(marked("del", old), " ", marked("ins", now));
    return line;
  }

  /** @param {string} name */
  #labelOf(name) {
    return this.querySelector(`label[for=${name}]`)?.firstChild?.textContent?.trim() ?? name;
  }

  get #typed() {
    const typed = new FormData(/** @type {HTMLFormElement} */ (this.querySelector("form")));
    return Object.fromEntries([...typed].map(([name, value]) => [name, String(value)]));
  }

  get #emit() {
    return /** @type {HTMLInputElement | null} */ (this.querySelector("[name=tell]"));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part=${name}]`));
  }
}

/** @param {"del" | "ins"} mark @param {string} words */
function marked(mark, words) {
  return Object.assign(document.createElement(mark), { textContent: words });
}

customElements.define("edit-diff", EditChanges);
