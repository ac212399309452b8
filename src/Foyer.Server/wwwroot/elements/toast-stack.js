import { takePendingToast } from "../helpers/toast.js";

const SHOWN_FOR = 5000;
const LASTS_FOR = 10_000;
const MOST = 3;

/** Shows what is said in passing, at most three at once, five seconds each unless the reader is at them; errors and questions stay until they are closed. */
class ToastStack extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Map<HTMLElement, number>} */ #timers = new Map();
  /** @type {HTMLElement | null} */ #cameFrom = null;
  #isHeld = false;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    document.addEventListener("toast", (event) => this.#add(/** @type {CustomEvent} */ (event).detail), { signal });
    for (const hold of ["pointerenter", "focusin"]) this.addEventListener(hold, () => this.#hold(true), { signal });
    this.addEventListener("pointerleave", () => this.#hold(this.contains(document.activeElement)), { signal });
    this.addEventListener("focusout", () => this.#hold(this.matches(":hover")), { signal });
    this.addEventListener("focusin", ({ relatedTarget }) => this.#entered(/** @type {HTMLElement | null} */ (relatedTarget)), { signal });
    this.addEventListener(
      "click",
      ({ target }) => this.#close(/** @type {Element} */ (target).closest("button")?.closest(".toast") ?? null),
      { signal },
    );
    for (const given of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".toast"))) this.#count(given);
    const carried = takePendingToast();
    if (carried) this.#add({ words: carried, actions: [], danger: false, stays: false, lasts: true });
  }

  disconnectedCallback() {
    this.#connected?.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** @param {{ words: string, actions: import("../helpers/toast.js").Action[], danger: boolean, stays: boolean, lasts: boolean }} given */
  #add({ words, actions, danger, stays, lasts }) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const toast = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const [label, button] = /** @type {HTMLElement[]} */ ([...toast.children]);
    label.textContent = words;
    button.replaceWith(...actions.map((action) => ToastStack.#button(button, action)));
    toast.classList.toggle("toast--danger", danger);
    toast.toggleAttribute("data-stays", stays);
    toast.toggleAttribute("data-lasts", lasts);
    this.#makeRoom();
    this.append(toast);
    this.#count(toast);
  }

  /** @param {HTMLElement} model @param {import("../helpers/toast.js").Action} action */
  static #button(model, { label, run }) {
    const button = /** @type {HTMLElement} */ (model.cloneNode());
    button.textContent = label;
    button.addEventListener("click", run);
    return button;
  }

  /** The oldest goes, one that stays only if all do. */
  #makeRoom() {
    const shown = [...this.querySelectorAll(".toast")];
    for (let excess = shown.length - MOST + 1; excess > 0; excess--) {
      const at = shown.findIndex((toast) => !toast.hasAttribute("data-stays"));
      this.#close(shown.splice(Math.max(at, 0), 1)[0]);
    }
  }

  /** @param {Element | null} toast */
  #close(toast) {
    if (!toast) return;
    const hadFocus = toast.contains(document.activeElement);
    clearTimeout(this.#timers.get(/** @type {HTMLElement} */ (toast)));
    this.#timers.delete(/** @type {HTMLElement} */ (toast));
    toast.remove();
    if (hadFocus) this.#cameFrom?.focus();
    this.#hold(this.matches(":hover") || this.contains(document.activeElement));
  }

  /** @param {HTMLElement | null} from */
  #entered(from) {
    if (from && !this.contains(from)) this.#cameFrom = from;
  }

  /** All of them wait while the reader is at one, and then begin anew. @param {boolean} isHeld */
  #hold(isHeld) {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    for (const toast of this.#timers.keys()) this.#count(toast);
  }

  /** @param {HTMLElement} toast */
  #count(toast) {
    if (toast.hasAttribute("data-stays")) return;
    clearTimeout(this.#timers.get(toast));
    const time = toast.hasAttribute("data-lasts") ? LASTS_FOR : SHOWN_FOR;
    this.#timers.set(toast, this.#isHeld ? 0 : window.setTimeout(() => this.#close(toast), time));
  }
}

customElements.define("toast-stack", ToastStack);
