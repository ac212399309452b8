import { refreshPart } from "../helpers/refresh-part.js";
import { openConnection } from "../helpers/live-connection.js";
import { updateBadge } from "../helpers/page-badge.js";
import { showPresence } from "../helpers/show-presence.js";
import { drafts } from "../helpers/unsent.js";

/** The sidebar's rooms: bold where something is unread, a number for mentions, a pencil where a draft waits. */
class UnreadPlaces extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #opened = false;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    openConnection().addEventListener("frame", (event) => this.#hear(/** @type {CustomEvent} */ (event).detail), { signal });
    this.#showWaiting();
  }

  #showWaiting() {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-chat]"))) {
      const { chat, unread, urgent } = place.dataset;
      if (!place.hasAttribute("aria-current")) updateBadge(Number(chat), { unread: Number(unread), urgent: Number(urgent) });
      const pencil = place.querySelector("[data-draft]");
      if (pencil && !place.hasAttribute("aria-current")) pencil.toggleAttribute("hidden", !drafts.has(Number(chat)));
    }
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {import("../models/wire.js").Frame} frame */
  #hear(frame) {
    if (frame.event_type === "ready") return this.#cameBack();
    if (frame.event_type === "presence") return this.#showPresence(frame.users);
    const place = /** @type {HTMLElement | null} */ (this.querySelector(`[data-chat="${frame.chat}"]`));
    if (!place) return void (frame.event_type === "unread" && this.#learn());
    if (frame.event_type === "unread" || frame.event_type === "read") this.#count(place, frame);
    if (frame.event_type === "chat_updated") this.#rename(place, frame);
  }

  /** @param {{ id: number, online: boolean, away: boolean }[]} users */
  #showPresence(users) {
    for (const user of users) showPresence(this.querySelector(`[data-partner="${user.id}"] .presence`), nearnessOf(user));
  }

  /** What happened while the line was down is told by nobody, so it is asked for. */
  #cameBack() {
    if (this.#opened) void this.#learn();
    this.#opened = true;
  }

  /** Somebody began a conversation, or a room was entered elsewhere. */
  async #learn() {
    const open = this.querySelector("[aria-current]")?.getAttribute("data-chat");
    if (!(await refreshPart(this, "/chat"))) return;
    this.querySelector(`[data-chat="${open}"]`)?.setAttribute("aria-current", "page");
    this.#showWaiting();
  }

  /** @param {HTMLElement} place @param {import("../models/wire.js").Frame} frame */
  #count(place, { unread = 0, mentions = 0 }) {
    if (place.hasAttribute("aria-current")) return;
    const urgent = place.dataset.kind === "direct" ? unread : mentions;
    const words = /** @type {HTMLElement} */ (place.querySelector("[data-unread-words]"));
    const count = /** @type {HTMLElement} */ (place.querySelector(".count"));
    place.classList.toggle("place--unread", unread > 0);
    words.hidden = unread === 0;
    count.hidden = urgent === 0;
    /** @type {Element} */ (count.querySelector("[data-number]")).textContent = String(urgent);
    updateBadge(Number(place.dataset.chat), { unread, urgent });
  }

  /** The room has another name, or is none of mine any more. @param {HTMLElement} place @param {import("../models/wire.js").Frame} frame */
  #rename(place, { name, deleted, role }) {
    if (name && place.dataset.kind !== "direct") /** @type {Element} */ (place.querySelector("[data-name]")).textContent = name;
    if ((deleted !== true && role !== null) || place.hasAttribute("aria-current")) return;
    updateBadge(Number(place.dataset.chat), null);
    place.closest("li")?.remove();
  }
}

/** @param {{ online: boolean, away: boolean }} user @returns {import("../models/wire.js").Nearness} */
function nearnessOf({ online, away }) {
  if (!online) return "offline";
  return away ? "away" : "online";
}

customElements.define("unread-badges", UnreadPlaces);
