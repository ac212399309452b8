import { api } from "../helpers/api.js";
import { openConnection } from "../helpers/live-connection.js";
import { on } from "../models/on.js";
/** @typedef {import("../models/wire.js").Frame} Frame */

const GATHERED = 400;
/** After these the number may be another one: something came, or was read here or elsewhere. */
const CHANGES = new Set(["notification", "read", "ready", "inbox_changed"]);

/** The number of unread entries of the inbox beside the bell. */
class InboxCount extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #due = 0;
  #requested = 0;
  #first = true;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    const line = openConnection();
    on(line, "frame", (frame) => this.#hear(frame), signal);
    on(line, "sent", ({ event_type }) => event_type === "read" && this.#soon(), signal);
    addEventListener("pageshow", ({ persisted }) => persisted && this.#soon(), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.#due);
    this.#connected?.abort();
  }

  /** The page came with the number; only a line that opens again may have missed something. @param {Frame} frame */
  #hear({ event_type, unread = 0, deleted, role }) {
    if (event_type === "inbox") return this.#count(unread);
    const news = CHANGES.has(event_type) && (event_type !== "ready" || !this.#first);
    // The entries of a room go with it, or with the membership.
    if (event_type === "chat_updated" && (deleted || role === null)) return this.#soon();
    if (event_type === "ready") this.#first = false;
    if (news) this.#soon();
  }

  #soon() {
    this.#due ||= window.setTimeout(() => {
      this.#due = 0;
      void this.#request();
    }, GATHERED);
  }

  /** The latest answer counts. */
  async #request() {
    const turn = ++this.#requested;
    const answer = await api("GET", "/api/notifications/unread").catch(() => null);
    if (turn === this.#requested && answer?.status === 200) this.#show(answer.body.unread);
  }

  /** What was asked before is older than what the line tells. @param {number} unread */
  #count(unread) {
    this.#requested++;
    this.#show(unread);
  }

  /** @param {number} unread */
  #show(unread) {
    const count = /** @type {HTMLElement} */ (this.querySelector(".count"));
    this.querySelector(".place")?.classList.toggle("place--unread", unread > 0);
    count.hidden = unread === 0;
    /** @type {Element} */ (count.firstElementChild).textContent = String(unread);
  }
}

customElements.define("inbox-count", InboxCount);
