import { agoWords, clockWords, fullWords } from "../models/day-words.js";

/** A moment in the reader's own zone and manner: attribute `datetime`, and `show="ago"` for words relative to now. */
class LocalTime extends HTMLElement {
  static observedAttributes = ["datetime"];
  static #ago = new Set();

  static {
    setInterval(() => LocalTime.#ago.forEach((each) => each.show()), 60_000);
  }

  connectedCallback() {
    if (this.getAttribute("show") === "ago") LocalTime.#ago.add(this);
    this.show();
  }

  disconnectedCallback() {
    LocalTime.#ago.delete(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.show();
  }

  show() {
    const date = new Date(this.getAttribute("datetime") ?? "");
    if (Number.isNaN(date.getTime())) return;
    const time = this.querySelector("time") ?? this.appendChild(document.createElement("time"));
    time.dateTime = date.toISOString();
    time.title = fullWords(date);
    time.textContent = this.getAttribute("show") === "ago" ? agoWords(date, new Date()) : clockWords(date);
  }
}

customElements.define("local-time", LocalTime);
