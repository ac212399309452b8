import { timeText, dayText } from "../models/date-text.js";
import { toast } from "../helpers/toast.js";
import "./message-text.js";
/** @typedef {import("../models/wire.js").Message} Message */
/** @typedef {import("../models/room.js").Room} Room */

/** What a room holds up for everybody: a number on its button, and the messages when it is opened. Tells `show` with an id. */
export class PinList extends HTMLElement {
  /** @type {Room} */ #room = /** @type {any} */ (null);

  /** @param {Room} room @param {AbortSignal} signal */
  enter(room, signal) {
    this.#room = room;
    room.addEventListener("pins", () => this.#count(), { signal });
    this.#popover.addEventListener("beforetoggle", (event) => /** @type {ToggleEvent} */ (event).newState === "open" && void this.#load(), {
      signal,
    });
    this.addEventListener("click", (event) => void this.#click(event), { signal });
    this.#count();
  }

  async #load() {
    this.#part("loading").hidden = this.#part("list").childElementCount > 0;
    const pins = await this.#room.actions.pins();
    this.#part("loading").hidden = true;
    if (!pins) return;
    this.#room.pins = new Set(pins.map(({ id }) => id));
    this.#part("list").replaceChildren(...pins.map((message) => this.#item(message)));
    this.#part("none").hidden = pins.length > 0;
    this.#count();
  }

  /** @param {Message} message */
  #item({ id, user_name, timestamp, text, mentions, attachments }) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const item = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    const at = new Date(timestamp);
    item.dataset.pin = String(id);
    fill(item, "author", user_name);
    fill(item, "time", `${dayText(at, new Date(), document.documentElement.lang)}, ${timeText(at)}`);
    /** @type {import("./message-text.js").MessageText} */ (item.querySelector("message-text")).show(
      text || attachments.map(({ name }) => name).join(", "),
      { mentions, me: this.#room.me.id },
    );
    /** @type {HTMLElement} */ (item.querySelector("[data-unpin]")).hidden = !this.#room.mayWrite;
    return item;
  }

  /** @param {Event} event */
  async #click({ target }) {
    const pressed = /** @type {Element} */ (target);
    const id = Number(/** @type {HTMLElement | null} */ (pressed.closest("[data-pin]"))?.dataset.pin);
    if (!id) return;
    if (pressed.closest("[data-unpin]")) await this.#unpin(id);
    else if (pressed.closest("[data-show]")) {
      this.#popover.hidePopover();
      this.dispatchEvent(new CustomEvent("show", { bubbles: true, detail: id }));
    }
  }

  /** @param {number} id */
  async #unpin(id) {
    if (!(await this.#room.pin(id, false))) return;
    toast("Pin taken off", { label: "Undo", run: () => void this.#room.pin(id, true) });
    await this.#load();
    /** @type {HTMLElement | null} */ (this.querySelector("[data-show]") ?? this.#popover.querySelector("[data-close]"))?.focus();
  }

  #count() {
    const { size } = this.#room.pins;
    this.#part("count").textContent = size > 0 ? String(size) : "";
    this.#part("count").hidden = size === 0;
  }

  get #popover() {
    return this.#part("popover");
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

/** @param {Element} item @param {string} name @param {string} words */
function fill(item, name, words) {
  /** @type {HTMLElement} */ (item.querySelector(`[data-${name}]`)).textContent = words;
}

customElements.define("pin-list", PinList);
