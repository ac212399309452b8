import { openConnection } from "../helpers/live-connection.js";

const PATIENCE = 5000;
const GOOD_NEWS = 2000;
const ENDINGS = new Map([
  ["signed_out", "You were signed out."],
  ["kicked", "You've been kicked."],
  ["banned", "You are banned from this server."],
  ["refused", "The house let you go. Load the page again."],
]);

/** Tells of a lost or silent connection after five seconds, when the next try is due, and when it is back. */
class ConnectionBanner extends HTMLElement {
  #connection = openConnection();
  #timer = 0;
  #lostAt = 0;
  /** What the server said before it closed. */ #why = "";
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    for (const change of ["state", "silence"]) this.#connection.addEventListener(change, () => this.#changed(), { signal });
    this.#connection.addEventListener("frame", (event) => this.#hear(/** @type {CustomEvent} */ (event).detail), { signal });
    this.addEventListener("click", ({ target }) => /** @type {Element} */ (target).closest("[data-retry]") && this.#connection.retryNow(), {
      signal,
    });
    this.#changed();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#connected?.abort();
  }

  #changed() {
    const { state } = this.#connection;
    if (state === "ended") return this.#end();
    if ((state === "open" && !this.#connection.isSilent) || state === "idle") return this.#isBack();
    this.#lostAt ||= this.#connection.isSilent ? this.#connection.heardAt : Date.now();
    this.#tick();
  }

  #tick() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#tick(), 1000);
    if (Date.now() - this.#lostAt < PATIENCE) return;
    const seconds = Math.max(0, Math.ceil((this.#connection.dueAt - Date.now()) / 1000));
    this.#show(
      "lost",
      this.#connection.state === "waiting" && seconds > 0
        ? `Connection lost, trying again in ${seconds} s`
        : "Connection lost, trying again",
    );
  }

  #isBack() {
    clearTimeout(this.#timer);
    const told = !this.#part("lost").hidden;
    this.#lostAt = 0;
    if (!told) return;
    this.#show("back", "Connected");
    this.#timer = window.setTimeout(() => this.#show("", ""), GOOD_NEWS);
  }

  /** The reason, and when a kick ends in the reader's own time. @param {any} frame */
  #hear({ event_type, errors }) {
    const [error] = event_type === "error" ? errors : [];
    if (error?.code !== "kicked" && error?.code !== "banned") return;
    const what = error.until ? `You've been kicked until ${new Date(error.until).toLocaleString()}` : ENDINGS.get(error.code)?.slice(0, -1);
    this.#why = error.reason ? `${what}: ${error.reason}` : `${what}.`;
  }

  #end() {
    clearTimeout(this.#timer);
    this.#show("ended", this.#why || (ENDINGS.get(this.#connection.reason) ?? ""));
  }

  /** @param {string} which @param {string} words */
  #show(which, words) {
    for (const name of ["lost", "back", "ended"]) this.#part(name).hidden = name !== which;
    const told = which && /** @type {HTMLElement} */ (this.#part(which).querySelector("[data-words]"));
    if (told && told.textContent !== words) told.textContent = words;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("connection-banner", ConnectionBanner);
