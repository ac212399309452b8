import { api } from "../helpers/api.js";

const PAUSE = 150;
const MOST = 8;

/** Suggests people's names for the field within, by the browser's own list. */
class NameSuggest extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #timer = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#list.id = `${this.#input.id}-known`;
    this.#input.setAttribute("list", this.#list.id);
    this.#input.addEventListener("input", () => this.#soon(), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#connected?.abort();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#show(), PAUSE);
  }

  async #show() {
    const typed = this.#input.value.trim();
    const answer = typed && (await api("GET", `/api/users?limit=${MOST}&search=${encodeURIComponent(typed)}`).catch(() => null));
    if (!answer || answer.status !== 200 || typed !== this.#input.value.trim()) return;
    this.#list.replaceChildren(
      ...answer.body.results.map((/** @type {{ username: string }} */ { username }) => new Option(username, username)),
    );
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input"));
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector("datalist"));
  }
}

customElements.define("name-completion", NameSuggest);
