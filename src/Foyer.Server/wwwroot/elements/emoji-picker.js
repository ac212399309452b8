import { placeBeside } from "../helpers/place-beside.js";
import { findEmoji, FREQUENT, nameOf } from "../models/emoji.js";

const touch = matchMedia("(hover: none) and (pointer: coarse)");

/** Offers emoji beside what asked for one. */
export class EmojiPicker extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {((sign: string) => void) | null} */ #take = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#search.addEventListener("input", () => this.#show(this.#search.value), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {HTMLElement} anchor @param {(sign: string) => void} take called with what was chosen */
  ask(anchor, take) {
    this.#take = take;
    this.#search.value = "";
    this.#show("");
    const box = anchor.getBoundingClientRect();
    this.#popover.showPopover();
    placeBeside(this.#popover, box);
    // A keyboard on the screen would cover what is offered.
    (touch.matches ? /** @type {HTMLElement} */ (this.#part("grid").firstElementChild) : this.#search).focus();
  }

  /** @param {string} asked */
  #show(asked) {
    const found = findEmoji(asked);
    const signs = asked.trim() ? found.map(({ sign }) => sign) : [...new Set([...FREQUENT, ...found.map(({ sign }) => sign)])];
    const grid = this.#part("grid");
    grid.replaceChildren(...signs.map(emojiButton));
    if (grid.firstElementChild) /** @type {HTMLElement} */ (grid.firstElementChild).tabIndex = 0;
    this.#part("none").hidden = signs.length > 0;
  }

  /** @param {Event} event */
  #click({ target }) {
    const sign = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-sign]"))?.dataset.sign;
    if (sign) this.#choose(sign);
  }

  /** @param {string} sign */
  #choose(sign) {
    this.#popover.hidePopover();
    this.#take?.(sign);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const buttons = /** @type {HTMLElement[]} */ ([...this.#part("grid").children]);
    if (event.target === this.#search) {
      if (event.key === "Enter" && buttons[0]?.dataset.sign) this.#choose(buttons[0].dataset.sign);
      if (event.key === "ArrowDown") buttons[0]?.focus();
      if (event.key === "Enter" || event.key === "ArrowDown") event.preventDefault();
      return;
    }
    const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    const columns = Math.max(
      1,
      buttons.findIndex(({ offsetTop }) => offsetTop > (buttons[0]?.offsetTop ?? 0)),
    );
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - columns, ArrowDown: at + columns, Home: 0, End: buttons.length - 1 }[
      event.key
    ];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    if (to < 0 && event.key === "ArrowUp") return this.#search.focus();
    this.#move(buttons[at], buttons[to]);
  }

  /** @param {HTMLElement} from @param {HTMLElement | undefined} to */
  #move(from, to) {
    if (!to) return;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }

  get #popover() {
    return this.#part("popover");
  }

  get #search() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

/** @param {string} sign */
function emojiButton(sign) {
  const button = document.createElement("button");
  Object.assign(button, {
    type: "button",
    className: "emoji",
    textContent: sign,
    title: nameOf(sign),
    ariaLabel: nameOf(sign),
    tabIndex: -1,
  });
  button.dataset.sign = sign;
  return button;
}

customElements.define("emoji-picker", EmojiPicker);
