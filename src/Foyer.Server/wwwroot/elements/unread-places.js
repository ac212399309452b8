import { openLine } from "../helpers/line.js";
import { Drafts } from "../models/drafts.js";

/** The sidebar's rooms: bold where something is unread, a number for mentions, a pencil where a draft waits. */
class UnreadPlaces extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    openLine().addEventListener("frame", (event) => this.#hear(/** @type {CustomEvent} */ (event).detail), { signal });
    const drafts = new Drafts(localStorage, Number(this.getAttribute("user")));
    for (const place of this.querySelectorAll("[data-chat]")) {
      const pencil = place.querySelector("[data-draft]");
      if (pencil && !place.hasAttribute("aria-current")) pencil.toggleAttribute("hidden", !drafts.has(Number(place.getAttribute("data-chat"))));
    }
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {import("../models/wire.js").Frame} frame */
  #hear({ event_type, chat, unread = 0, mentions = 0, ...rest }) {
    const place = this.querySelector(`[data-chat="${chat ?? rest.id}"]`);
    if (!place) return;
    if (event_type === "unread" || event_type === "read") this.#show(place, unread, mentions);
    if (event_type === "chat_updated" && rest.name) /** @type {Element} */ (place.querySelector("[data-name]")).textContent = rest.name;
  }

  /** @param {Element} place @param {number} unread @param {number} mentions */
  #show(place, unread, mentions) {
    const open = place.hasAttribute("aria-current");
    const words = /** @type {HTMLElement} */ (place.querySelector("[data-unread]"));
    const count = /** @type {HTMLElement} */ (place.querySelector(".count"));
    place.classList.toggle("place--unread", unread > 0 && !open);
    words.hidden = unread === 0 || open;
    count.hidden = mentions === 0 || open;
    /** @type {Element} */ (count.querySelector("[data-number]")).textContent = String(mentions);
  }
}

customElements.define("unread-places", UnreadPlaces);
