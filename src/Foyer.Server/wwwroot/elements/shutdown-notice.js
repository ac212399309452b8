import { openConnection } from "../helpers/live-connection.js";
import { on } from "../models/on.js";

const CALLED_OFF_FOR = 5000;
/** A server that still answers this long after its end has not ended: the notice that it was called off was missed. */
const ENDS_WITHIN = 10_000;

/** A shutdown that was announced, with its seconds, until it is called off or the server is back. */
class ServerNotice extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #connection = openConnection();
  #timer = 0;
  #wasLost = false;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    on(
      this.#connection,
      "frame",
      ({ event_type, text, seconds }) => event_type === "server_notice" && this.#emit(text ?? "", seconds),
      signal,
    );
    on(this.#connection, "state", () => this.#changed(), signal);
    if (this.hasAttribute("ends")) this.#count(Date.parse(this.getAttribute("ends") ?? ""));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#connected?.abort();
  }

  /** Whatever was announced before the line was lost is over; what still counts down is announced again. */
  #changed() {
    const { state } = this.#connection;
    if (state === "open" && this.#wasLost) this.#hide();
    this.#wasLost = state === "waiting" || (this.#wasLost && state === "connecting");
  }

  /** @param {string} text @param {number | null | undefined} seconds */
  #emit(text, seconds) {
    if (typeof seconds === "number") return this.#count(Date.now() + seconds * 1000);
    this.#show(text);
    this.#later(() => this.#hide(), CALLED_OFF_FOR);
  }

  /** @param {number} end */
  #count(end) {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    this.#show(left > 0 ? `The server shuts down in ${left} s. Nothing is lost.` : "The server shuts down now.");
    if (left > 0) this.#later(() => this.#count(end), 1000);
    else this.#later(() => this.#connection.state === "open" && this.#hide(), ENDS_WITHIN);
  }

  /** @param {string} words */
  #show(words) {
    /** @type {Element} */ (this.querySelector("[data-words]")).textContent = words;
    this.hidden = false;
  }

  #hide() {
    clearTimeout(this.#timer);
    this.hidden = true;
  }

  /** @param {() => void} run @param {number} after */
  #later(run, after) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(run, after);
  }
}

customElements.define("shutdown-notice", ServerNotice);
