import { openConnection } from "../helpers/live-connection.js";
import { isBooked, announceBooking, bookEvent } from "../helpers/book-event.js";
import { on } from "../models/on.js";
/** @typedef {import("../models/event-state.js").Act["act"]} Act */

const PAUSE = 1000;

/** What the page will most likely say. @type {Record<string, string | null>} */
const EXPECTED = { book: "You’re going", wait: "You’re on the waitlist", withdraw: null };

/**
 * An event's page that follows what happens to it: attribute `event`, and `chat` for its room. The server tells that something
 * changed; how it reads for this reader only the page itself knows, so its parts marked `data-live` are fetched again. A seat is taken
 * and given back in place.
 */
class LiveEvent extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #timer = 0;
  #at = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    on(openConnection(), "frame", (frame) => this.#hear(frame), signal);
    on(openConnection(), "state", (state) => state === "open" && this.#watch(), signal);
    document.addEventListener("visibilitychange", () => document.hidden || this.#soon(), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    if (openConnection().state === "open") this.#watch();
  }

  disconnectedCallback() {
    this.#connected?.abort();
    clearTimeout(this.#timer);
  }

  #watch() {
    openConnection().send({ event_type: "watch_event", event: this.getAttribute("event") });
    this.#soon();
  }

  /** @param {import("../models/wire.js").Frame} frame */
  #hear({ event_type, event, chat }) {
    const mine = event_type === "event_updated" ? event.id : event_type === "notification" ? event : null;
    const talk = event_type === "unread" && String(chat) === this.getAttribute("chat");
    if (mine === this.getAttribute("event") || talk) this.#soon();
  }

  /** The first change at once, those that follow gathered; what nobody looks at can wait. */
  #soon() {
    if (document.hidden) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#refresh(), Math.max(0, this.#at + PAUSE - Date.now()));
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const act = new URL(form.action).searchParams.get("handler") ?? "";
    if (!(act in EXPECTED) || event.defaultPrevented) return;
    event.preventDefault();
    void this.#take(/** @type {Act} */ (act));
  }

  /** @param {Act} act */
  async #take(act) {
    const state = /** @type {HTMLElement} */ (this.querySelector(".booking__state"));
    const before = state.textContent;
    const going = this.querySelector(".booking--going") !== null;
    state.textContent = EXPECTED[act] ?? before;
    const event = { id: this.getAttribute("event") ?? "", chat: this.getAttribute("chat"), going };
    const answer = await bookEvent(event.id, act);
    if (!isBooked(answer)) state.textContent = before;
    for (const form of this.querySelectorAll("busy-form")) /** @type {any} */ (form).rest();
    announceBooking(answer, event, (next) => void this.#take(next));
    await this.#refresh();
  }

  async #refresh() {
    this.#at = Date.now();
    const answer = await fetch(`/event-detail?id=${this.getAttribute("event")}`, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer) return;
    if (answer.status === 404) return this.#end();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of this.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${part.getAttribute("data-live")}"]`);
      if (fresh && looks(fresh) !== looks(part)) this.#replace(part, fresh);
    }
  }

  #end() {
    this.#connected?.abort();
    // Two questions may be on their way when the event goes; the first answer has replaced everything.
    const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector("template"));
    if (template) this.replaceChildren(document.importNode(template.content, true));
  }

  /** Whoever stands on a button that is still there keeps standing on it. @param {Element} part @param {Element} fresh */
  #replace(part, fresh) {
    const held = part.contains(document.activeElement) ? document.activeElement?.textContent : null;
    part.replaceWith(document.importNode(fresh, true));
    if (held === null) return;
    const same = [...this.querySelectorAll("button, a")].find((each) => each.textContent === held);
    /** @type {HTMLElement | undefined} */ (same)?.focus();
  }
}

/** What can be seen of a part, without what the browser made of its times and words and the secret of its forms. @param {Element} part */
function looks(part) {
  const copy = /** @type {Element} */ (part.cloneNode(true));
  for (const time of copy.querySelectorAll("local-time")) time.replaceWith(time.getAttribute("datetime") ?? "");
  for (const own of copy.querySelectorAll("event-time[zone], message-text[text]")) own.replaceChildren();
  for (const secret of copy.querySelectorAll("input[type=hidden]")) secret.remove();
  return copy.innerHTML;
}

customElements.define("event-updates", LiveEvent);
