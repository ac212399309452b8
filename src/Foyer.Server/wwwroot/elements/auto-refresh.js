import { refreshPart } from "../helpers/refresh-part.js";
import { openConnection } from "../helpers/live-connection.js";
import { on } from "../models/on.js";

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
    on(openConnection(), "frame", ({ event_type }) => kinds.has(event_type) && this.#soon(), signal);
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
      void refreshPart(this);
    }, GATHERED);
  }
}

customElements.define("auto-refresh", FreshPart);
