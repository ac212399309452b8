const PAUSE = 150;

/** The list of events follows its filter without a reload; the address follows too, so it can be shared and gone back to. */
class EventFilter extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {AbortController | null} */ #asking = null;
  #timer = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.addEventListener("input", () => this.#soon(), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    addEventListener("popstate", () => location.reload(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
    this.#asking?.abort();
    clearTimeout(this.#timer);
  }

  /** @param {Event} event */
  #submit(event) {
    // The cards in the list have forms of their own.
    if (event.target !== this.#form) return;
    event.preventDefault();
    this.#show();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#show(), PAUSE);
  }

  async #show() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    const address = this.#address();
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (this.#take(page)) history.replaceState(null, "", address);
    } catch (fault) {
      // A newer question has taken its place; without a network the list stays as it was.
      if (!(fault instanceof DOMException || fault instanceof TypeError)) throw fault;
    }
  }

  /** The count stays the same element, so that its new words are read aloud. @param {Document} page */
  #take(page) {
    const found = page.querySelector("event-filter [data-results]");
    const count = this.querySelector("[role=status]");
    if (!found || !count) return false;
    this.querySelector("[data-results]")?.replaceWith(found);
    count.textContent = page.querySelector("event-filter [role=status]")?.textContent ?? "";
    return true;
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  #address() {
    const form = this.#form;
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
    return asked.size ? `${form.action}?${asked}` : form.action;
  }
}

customElements.define("event-filter", EventFilter);
