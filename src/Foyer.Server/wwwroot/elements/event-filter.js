const PAUSE = 150;

/**
 * The list of events follows its filter without a reload. The address follows too, so it can be shared; each choice can be gone back
 * from, the letters of a word together.
 */
class EventFilter extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {AbortController | null} */ #asking = null;
  #timer = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.addEventListener("input", (event) => this.#input(/** @type {HTMLInputElement} */ (event.target)), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    addEventListener("popstate", () => this.#goBack(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
    this.#asking?.abort();
    clearTimeout(this.#timer);
  }

  /** @param {HTMLInputElement} field */
  #input(field) {
    const typed = field.type === "search";
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#show(typed ? "replaceState" : "pushState"), PAUSE);
  }

  /** @param {Event} event */
  #submit(event) {
    // The cards in the list have forms of their own.
    if (event.target !== this.#form) return;
    event.preventDefault();
    void this.#show("pushState");
  }

  /** A chip of days fills in both dates, or empties them again. @param {MouseEvent} event */
  #click(event) {
    const chip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("a[data-from]"));
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const taken = this.#isTaken(chip);
    for (const name of ["from", "to"]) this.#field(name).value = taken ? "" : String(chip.dataset[name]);
    void this.#show("pushState");
  }

  #goBack() {
    const asked = new URLSearchParams(location.search);
    for (const field of /** @type {Iterable<HTMLInputElement>} */ (this.#form.querySelectorAll("input")))
      if (field.type === "checkbox") field.checked = asked.has(field.name);
      else field.value = asked.get(field.name) ?? "";
    void this.#show(null);
  }

  /** @param {"pushState" | "replaceState" | null} keep how the address is kept */
  async #show(keep) {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#mark();
    const { signal } = (this.#asking = new AbortController());
    const address = keep ? this.#address() : location.href;
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (this.#take(page) && keep && address !== location.href) history[keep](null, "", address);
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
    this.querySelector("[data-results]")?.replaceWith(document.importNode(found, true));
    count.textContent = page.querySelector("event-filter [role=status]")?.textContent ?? "";
    return true;
  }

  #mark() {
    for (const chip of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("a[data-from]")))
      chip.ariaCurrent = this.#isTaken(chip) ? "true" : null;
  }

  /** @param {HTMLElement} chip */
  #isTaken({ dataset }) {
    return this.#field("from").value === dataset.from && this.#field("to").value === dataset.to;
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }

  #address() {
    const form = this.#form;
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
    return asked.size ? `${form.action}?${asked}` : form.action;
  }
}

customElements.define("event-filter", EventFilter);
