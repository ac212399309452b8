import { agoText, timeText, dateText, fullText, momentWords, untilText } from "../models/date-text.js";

/** @type {Record<string, (date: Date, now: Date) => string>} */
const MANNERS = { ago: agoText, till: untilText, day: (date) => dateText(date), moment: (date) => momentWords(date) };

/** A moment in the reader's own zone and manner: attribute `datetime`; `show="ago"` for words relative to now, `show="till"` for a deadline, `show="day"` for the day alone, `show="moment"` for day and time. */
class LocalTime extends HTMLElement {
  static observedAttributes = ["datetime"];
  static #moving = new Set();

  static {
    setInterval(() => LocalTime.#moving.forEach((each) => each.show()), 60_000);
  }

  connectedCallback() {
    if (this.hasAttribute("show")) LocalTime.#moving.add(this);
    this.show();
  }

  disconnectedCallback() {
    LocalTime.#moving.delete(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.show();
  }

  show() {
    const date = new Date(this.getAttribute("datetime") ?? "");
    if (Number.isNaN(date.getTime())) return;
    const time = this.querySelector("time") ?? this.appendChild(document.createElement("time"));
    time.dateTime = date.toISOString();
    time.title = fullText(date);
    const words = MANNERS[this.getAttribute("show") ?? ""];
    time.textContent = words ? words(date, new Date()) : timeText(date);
  }
}

customElements.define("local-time", LocalTime);
