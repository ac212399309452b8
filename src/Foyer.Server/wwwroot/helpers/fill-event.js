import { allDayTimes, priceText, timesOf } from "../models/event-text.js";
import { fillTimes } from "./fill-times.js";
/** @typedef {import("../models/event-state.js").EventState} EventState */

/** Puts an event into its card, whether the server made the card or the template did. @param {HTMLElement} card @param {EventState} state */
export function fillEvent(card, state) {
  const { event } = state;
  for (const look of ["plain", "past", "live"]) card.classList.toggle(`event-card--${look}`, look === state.look);
  fillTimes(card, event.time ? timesOf(event) : allDayTimes(event));
  fillLinks(card, event);
  fillFacts(card, event);
  fillSeats(card, state);
}

/** The buttons of a card, once the reader's own booking is known. The focus stays on the card. @param {HTMLElement} card @param {EventState} state */
export function fillActs(card, state) {
  const acts = state.event.my_booking === undefined ? [] : state.acts;
  const held = card.contains(document.activeElement) ? document.activeElement : null;
  const place = part(card, "event-card__acts");
  place.replaceChildren(...acts.map((act) => actButton(act, state.event.title)));
  if (held && !held.isConnected) (place.querySelector("button") ?? part(card, "event-card__details"))?.focus();
}

/** @param {import("../models/event-state.js").Act} act @param {string} title */
function actButton({ act, label, main }, title) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: `button button--small${main ? " button--act" : ""}`,
    textContent: label,
    ariaLabel: `${label}: ${title}`,
  });
  button.dataset.act = act;
  return button;
}

/** @param {HTMLElement} card @param {import("../models/event-state.js").EventObject} event */
function fillLinks(card, event) {
  const href = `/event-detail?id=${event.id}`;
  const link = /** @type {HTMLAnchorElement} */ (part(card, "event-card__link"));
  link.textContent = event.title;
  link.href = href;
  const details = /** @type {HTMLAnchorElement} */ (part(card, "event-card__details"));
  details.href = href;
  details.ariaLabel = `Details of ${event.title}`;
}

/** @param {HTMLElement} card @param {import("../models/event-state.js").EventObject} event */
function fillFacts(card, event) {
  part(card, "event-card__place").textContent = event.location ?? "";
  /** @type {HTMLElement} */ (part(card, "event-card__place").parentElement).hidden = !event.location;
  part(card, "event-card__price").textContent = priceText(event);
}

/** @param {HTMLElement} card @param {EventState} state */
function fillSeats(card, state) {
  const line = part(card, "seat-line");
  line.className = `seat-line seat-line--${state.tone}`;
  part(card, "seat-line__words").textContent = state.words;
  const seats = /** @type {SVGElement} */ (line.querySelector(".seats"));
  seats.setAttribute("class", `seats seats--${state.seats}`);
  seats.toggleAttribute("hidden", state.share === null);
  seats.querySelector("rect")?.setAttribute("width", `${state.share ?? 0}%`);
}

/** @param {Element} card @param {string} name @returns {HTMLElement} */
function part(card, name) {
  return /** @type {HTMLElement} */ (card.querySelector(`.${name}`));
}
