import { api } from "../helpers/api.js";
import { fillAvatar } from "../helpers/fill-avatar.js";
import { scrollWithin } from "../helpers/scroll-within.js";
import { filled } from "../models/finder.js";
import { FinderSearch } from "../models/finder-search.js";
/** @typedef {import("../models/finder.js").Option} Option */

const PAUSE = 150;

/**
 * Finds messages, people, rooms and events in one place, on Ctrl K or from the link to the search page; on Ctrl F in the open room
 * alone, and pressed once more the browser's own search. A list below the field is
 * gone through by arrow keys; Enter without a choice goes to the search page.
 */
class FinderDialog extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #search = new FinderSearch(api);
  /** @type {Option[]} */ #options = [];
  #chosen = -1;
  #timer = 0;
  #requested = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    document.addEventListener("keydown", (event) => this.#shortcut(event), { signal });
    document.addEventListener("click", (event) => this.#linked(event), { signal });
    this.#input.addEventListener("input", () => this.#soon(), { signal });
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("click", (event) => this.#click(/** @type {Element} */ (event.target)), { signal });
    this.addEventListener("submit", (event) => this.#chosen >= 0 && (event.preventDefault(), this.#take(this.#chosen)), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#connected?.abort();
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    const room = key === "f" && !this.#dialog.open ? openRoom() : null;
    if (key !== "k" && room === null) return;
    event.preventDefault();
    if (this.#dialog.open) return this.#dialog.close();
    this.#open();
    if (room !== null) this.#write(filled("", "in", room));
  }

  /** Plain clicks open it; with a key held the page of the search opens in a tab as usual. @param {MouseEvent} event */
  #linked(event) {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!plain || !(/** @type {Element} */ (event.target).closest("[data-finder]"))) return;
    event.preventDefault();
    this.#open();
  }

  #open() {
    this.#dialog.showModal();
    this.#input.select();
    this.#show(this.#input.value ? this.#options : this.#places());
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#find(), PAUSE);
  }

  async #find() {
    const typed = this.#input.value;
    const asked = ++this.#requested;
    const found = typed.trim() ? await this.#search.find(typed) : this.#places();
    if (asked === this.#requested) this.#show(found, typed.trim());
  }

  /** With nothing typed it switches between one's own rooms, the unread ones first. @returns {Option[]} */
  #places() {
    const places = /** @type {HTMLAnchorElement[]} */ ([
      ...document.querySelectorAll("unread-badges .place[data-chat]:not([aria-current])"),
    ]);
    const unread = places.filter((place) => place.classList.contains("place--unread"));
    return [...unread, ...places.filter((place) => !unread.includes(place))].slice(0, 8).map((place) => {
      const name = place.querySelector("[data-name]")?.textContent ?? "";
      const direct = place.dataset.kind === "direct";
      const look = direct
        ? { person: name, avatar: place.querySelector("img")?.getAttribute("src") }
        : { glyph: place.dataset.kind === "public" ? "hash" : "lock" };
      return { kind: direct ? "Person" : "Room", title: name, text: unread.includes(place) ? "unread" : "", href: place.href, ...look };
    });
  }

  /** @param {Option[]} options @param {string} [typed] */
  #show(options, typed = "") {
    this.#options = options;
    this.#list.replaceChildren(...options.map((option, at) => this.#row(option, at)));
    this.#input.ariaExpanded = String(options.length > 0);
    this.#choose(options.length > 0 && typed && options[0].kind === "Filter" ? 0 : -1);
    const status = /** @type {Element} */ (this.querySelector("[role=status]"));
    status.textContent = !typed ? "" : options.length === 0 ? `Nothing found for “${typed}”` : `${options.length} found`;
    status.classList.toggle("visually-hidden", options.length > 0 || !typed);
  }

  /** @param {Option} option @param {number} at */
  #row({ kind, title, text, glyph, person, avatar }, at) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const row = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    row.id = `finder-${at}`;
    row.dataset.at = String(at);
    const [picture, ...glyphs] = /** @type {HTMLElement[]} */ ([...row.querySelectorAll("[data-look]")]);
    picture.hidden = !person;
    if (person) fillAvatar(picture, person, avatar);
    for (const each of glyphs) each.hidden = Boolean(person) || each.dataset.look !== (glyph ?? "filter");
    for (const [part, words] of Object.entries({ title, text, kind }))
      /** @type {Element} */ (row.querySelector(`[data-part="${part}"]`)).textContent = words;
    return row;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.target !== this.#input || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || this.#options.length === 0) return;
    event.preventDefault();
    const count = this.#options.length;
    this.#choose(this.#chosen < 0 && step < 0 ? count - 1 : (this.#chosen + step + count) % count);
  }

  /** @param {number} at */
  #choose(at) {
    this.#chosen = at;
    [...this.#list.children].forEach((row, index) => (row.ariaSelected = String(index === at)));
    if (at < 0) return this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-activedescendant", `finder-${at}`);
    scrollWithin(this.#list, this.#list.children[at]);
  }

  /** @param {Element} target */
  #click(target) {
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-at]"));
    const hint = /** @type {HTMLElement | null} */ (target.closest("[data-hint]"));
    if (row) this.#take(Number(row.dataset.at));
    else if (hint) this.#write(`${this.#input.value.replace(/\S*:$/, "").trimEnd()} ${hint.dataset.hint}`.trimStart());
    else if (target === this.#dialog) this.#dialog.close();
  }

  /** @param {number} at */
  #take(at) {
    const { href, insert } = this.#options[at];
    if (insert) return this.#write(insert);
    this.#dialog.close();
    if (href) location.assign(href);
  }

  /** @param {string} typed */
  #write(typed) {
    this.#input.value = typed;
    this.#input.focus();
    // What was offered for the words before must not be taken for these.
    this.#requested++;
    this.#show([]);
    this.#soon();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector("[role=listbox]"));
  }
}

/** How the open room is asked for: conversations of two by number, for they have no name of their own. @returns {string | null} */
function openRoom() {
  const pane = document.querySelector("room-pane");
  return (pane?.hasAttribute("direct") ? pane.getAttribute("chat") : pane?.querySelector("[data-room-name]")?.textContent) ?? null;
}

customElements.define("search-dialog", FinderDialog);
