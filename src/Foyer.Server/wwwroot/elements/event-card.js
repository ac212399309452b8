import { api } from "../helpers/api.js";
import { fillActs, fillEvent } from "../helpers/fill-event.js";
import { openConnection } from "../helpers/live-connection.js";
import { isBooked, announceBooking, bookEvent } from "../helpers/book-event.js";
import { expectedEvent } from "../models/expected-event.js";
import { EventState } from "../models/event-state.js";
import { on } from "../models/on.js";
import "./event-time.js";
/** @typedef {import("../models/event-state.js").EventObject} EventObject */
/** @typedef {import("../models/event-state.js").Act["act"]} Act */
/** @type {Partial<Record<Act, string>>} */ const EXPECTED = { book: "You’re going", wait: "On the waitlist" };
/** @typedef {{ id: string, cancelled?: boolean } & Partial<EventObject>} Card what a message holds of an event */

/**
 * An event as a card, on a page (attribute `event`) or in a message (`show`). Its places follow what the server tells; booking
 * happens in place. Attribute `user`: who looks; without one nothing is live and buttons are plain forms.
 */
export class EventCard extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Card | null} */ #card = null;
  #shown = "";
  #requested = 0;
  #busy = false;
  #opened = false;

  connectedCallback() {
    if (!this.#me) return;
    const { signal } = (this.#connected = new AbortController());
    const id = this.getAttribute("event");
    if (id) this.#card = { id };
    on(openConnection(), "frame", (frame) => this.#hear(frame), signal);
    on(openConnection(), "state", (state) => state === "open" && this.#cameBack(), signal);
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    if (id && openConnection().state === "open") this.#watch();
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** What a message holds of its event, or null. @param {Card | null} card */
  show(card) {
    const shown = JSON.stringify(card);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const mine = this.#card?.id === card?.id ? this.#card?.my_booking : undefined;
    this.#card = card && { my_booking: mine, ...card };
    this.#draw();
    if (card && !card.cancelled && mine === undefined) void this.#request();
    if (card && !card.cancelled && !isWhole(card)) this.#watch();
  }

  /** @param {import("../models/wire.js").Frame} frame */
  #hear({ event_type, event }) {
    if (event_type === "event_updated" && event.id === this.#card?.id) this.#change(event);
    if (event_type === "notification" && event === this.#card?.id) void this.#request();
  }

  /** What happened while the line was down is on by nobody, so it is asked for. */
  #cameBack() {
    const again = this.#opened;
    this.#opened = true;
    if (!this.#card || this.#card.cancelled) return;
    if (this.hasAttribute("event") || !isWhole(this.#card)) this.#watch();
    if (again || this.#shown) void this.#request();
  }

  #watch() {
    openConnection().send({ event_type: "watch_event", event: this.#card?.id });
  }

  /** One's place in the waiting line moves with the others', so it is asked for. @param {Card} event */
  #change(event) {
    if (event.cancelled) this.#card = event;
    else if (this.#card?.my_booking === undefined || this.#card.my_booking?.status === "waitlisted") return void this.#request();
    else this.#card = { ...event, my_booking: this.#card.my_booking };
    this.#draw();
  }

  /** The event with my booking, with my rights. The latest answer counts. */
  async #request() {
    const id = this.#card?.id;
    const turn = ++this.#requested;
    const answer = await api("GET", `/api/events/${id}`).catch(() => null);
    if (turn !== this.#requested || id !== this.#card?.id || !answer) return;
    if (answer.status === 200) this.#card = answer.body;
    else if (answer.status === 404) this.#card = { id: String(id) };
    this.#draw();
  }

  /** @param {Event} event */
  #click(event) {
    const button = /** @type {Element} */ (event.target).closest("[data-act]");
    if (button) void this.#do(/** @type {Act} */ (button.getAttribute("data-act")));
  }

  /** The forms of a page are for who has no scripts. @param {Event} event */
  #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    event.preventDefault();
    void this.#do(/** @type {Act} */ (new URL(form.action).searchParams.get("handler")));
  }

  /** Shown at once as it will most likely be, then as it is. @param {Act} act */
  async #do(act) {
    const card = this.#card;
    if (this.#busy || !card) return;
    this.#busy = true;
    const going = card.my_booking?.status === "accepted";
    const words = this.#expect(card, act);
    const answer = await bookEvent(card.id, act);
    this.#busy = false;
    if (!isBooked(answer)) this.#undo(card, words);
    await this.#request();
    announceBooking(answer, { id: card.id, chat: this.#card?.chat, going }, (next) => void this.#do(next));
  }

  /** Of a card that the page brought only its words are known. Answers what they were. @param {Card} card @param {Act} act */
  #expect(card, act) {
    const line = /** @type {Element} */ (this.querySelector(".seat-line__words"));
    const words = line.textContent;
    if (!isWhole(card)) line.textContent = EXPECTED[act] ?? words;
    else {
      this.#card = expectedEvent(/** @type {EventObject} */ (card), act);
      this.#draw();
    }
    return words;
  }

  /** @param {Card} card @param {string | null} words */
  #undo(card, words) {
    this.#card = card;
    if (isWhole(card)) this.#draw();
    else /** @type {Element} */ (this.querySelector(".seat-line__words")).textContent = words;
    for (const form of this.querySelectorAll("busy-form")) /** @type {any} */ (form).rest();
  }

  #draw() {
    const card = this.#card;
    this.hidden = !card || (!isWhole(card) && !card.cancelled);
    if (this.hidden || !card) return;
    if (!isWhole(card)) return this.#drawCancelled();
    const article = this.#article();
    const state = new EventState(/** @type {EventObject} */ (card), this.#me, Date.now());
    fillEvent(article, state);
    fillActs(article, state);
  }

  /** @returns {HTMLElement} */
  #article() {
    const there = /** @type {HTMLElement | null} */ (this.querySelector(".event-card"));
    if (there) return there;
    const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-event-card]"));
    const made = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    made.classList.add("event-card--message");
    this.replaceChildren(made);
    return made;
  }

  #drawCancelled() {
    this.replaceChildren(
      Object.assign(document.createElement("p"), { className: "note event-card__cancelled", textContent: "This event was cancelled" }),
    );
  }

  get #me() {
    return Number(this.getAttribute("user") ?? 0);
  }
}

/** @param {Card} card */
function isWhole(card) {
  return card.title !== undefined;
}

customElements.define("event-card", EventCard);
