import { takeCarried } from "../helpers/toast.js";

const SHOWN_FOR = 5000;
const LASTS_FOR = 10_000;
const MOST = 3;
const CLOSE = { label: "Close", run: () => {} };

/** Shows what is said in passing, at most three at once, five seconds each unless one points at it; errors and answers stay. */
class ToastStack extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    this.#connected = new AbortController();
    document.addEventListener("toast", (event) => this.#add(/** @type {CustomEvent} */ (event).detail), { signal: this.#connected.signal });
    for (const given of this.querySelectorAll(".toast")) this.#live(/** @type {HTMLElement} */ (given));
    const carried = takeCarried();
    if (carried) this.#add({ words: carried, actions: [], danger: false, stays: false, lasts: true });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {{ words: string, actions: import("../helpers/toast.js").Action[], danger: boolean, stays: boolean, lasts: boolean }} given */
  #add({ words, actions, danger, stays, lasts }) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const toast = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const [label, button] = /** @type {HTMLElement[]} */ ([...toast.children]);
    label.textContent = words;
    button.replaceWith(...(actions.length > 0 ? actions : [CLOSE]).map((action) => ToastStack.#button(button, action)));
    toast.classList.toggle("toast--danger", danger);
    toast.toggleAttribute("data-stays", stays);
    toast.toggleAttribute("data-lasts", lasts);
    while (this.querySelectorAll(".toast").length >= MOST) this.querySelector(".toast")?.remove();
    this.append(toast);
    this.#live(toast);
  }

  /** @param {HTMLElement} model @param {import("../helpers/toast.js").Action} action */
  static #button(model, { label, run }) {
    const button = /** @type {HTMLElement} */ (model.cloneNode());
    button.textContent = label;
    button.addEventListener("click", run);
    return button;
  }

  /** @param {HTMLElement} toast */
  #live(toast) {
    let timer = 0;
    const leave = () => toast.remove();
    const start = () => void (toast.hasAttribute("data-stays") || (timer = window.setTimeout(leave, toast.hasAttribute("data-lasts") ? LASTS_FOR : SHOWN_FOR)));
    for (const stop of ["pointerenter", "focusin"]) toast.addEventListener(stop, () => clearTimeout(timer));
    for (const again of ["pointerleave", "focusout"]) toast.addEventListener(again, start);
    for (const button of toast.querySelectorAll("button")) button.addEventListener("click", leave);
    start();
  }
}

customElements.define("toast-stack", ToastStack);
