import { openLine } from "../helpers/line.js";
import { told } from "../models/told.js";

const CALLED_OFF_FOR = 5000;

/** What the house tells everybody: a shutdown, whose seconds go by, or that it was called off. */
class ServerNotice extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #timer = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    told(openLine(), "frame", ({ event_type, text, seconds }) => event_type === "server_notice" && this.#tell(text ?? "", seconds), signal);
    if (this.hasAttribute("ends")) this.#count(Date.parse(this.getAttribute("ends") ?? ""));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#connected?.abort();
  }

  /** @param {string} text @param {number | null | undefined} seconds */
  #tell(text, seconds) {
    clearTimeout(this.#timer);
    if (typeof seconds === "number") return this.#count(Date.now() + seconds * 1000);
    this.#show(text);
    this.#timer = window.setTimeout(() => (this.hidden = true), CALLED_OFF_FOR);
  }

  /** @param {number} end */
  #count(end) {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    this.#show(left > 0 ? `The server shuts down in ${left} s. Nothing is lost.` : "The server shuts down now.");
    if (left > 0) this.#timer = window.setTimeout(() => this.#count(end), 1000);
  }

  /** Only the beginning and the end are read aloud, not each second. @param {string} words */
  #show(words) {
    /** @type {Element} */ (this.querySelector("[data-words]")).textContent = words;
    this.hidden = false;
  }
}

customElements.define("server-notice", ServerNotice);
