import { freshen } from "../helpers/freshen.js";
import { openLine } from "../helpers/line.js";
import { told } from "../models/told.js";

const GATHERED = 250;

/**
 * A part of the page that the server draws anew when the line tells of something named in `on`, and every `every` seconds
 * while the page is looked at.
 */
class FreshPart extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #due = 0;
  #clock = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    const kinds = new Set(this.getAttribute("on")?.split(" "));
    told(openLine(), "frame", ({ event_type }) => kinds.has(event_type) && this.#soon(), signal);
    document.addEventListener("visibilitychange", () => document.hidden || this.#soon(), { signal });
    const every = Number(this.getAttribute("every"));
    if (every) this.#clock = window.setInterval(() => document.hidden || this.#soon(), every * 1000);
    // Back from another page, the browser shows what it remembers.
    addEventListener("pageshow", ({ persisted }) => persisted && this.#soon(), { signal });
  }

  disconnectedCallback() {
    clearInterval(this.#clock);
    this.#connected?.abort();
  }

  #soon() {
    this.#due ||= window.setTimeout(() => {
      this.#due = 0;
      void freshen(this);
    }, GATHERED);
  }
}

customElements.define("fresh-part", FreshPart);
