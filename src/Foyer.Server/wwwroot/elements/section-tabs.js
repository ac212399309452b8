import { scrollWithin } from "../helpers/scroll-within.js";

/** Shows one of its sections at a time; the tabs take their words from the sections' headings. */
export class SectionTabs extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #chosen = "";

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#list.addEventListener("click", (event) => this.#choose(/** @type {Element} */ (event.target).closest("[role=tab]")), { signal });
    this.#list.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** Takes other sections; the one that was open stays open where it is among them. @param {Node[]} content */
  fill(content) {
    /** @type {HTMLElement} */ (this.querySelector("[data-part=content]")).replaceChildren(...content);
    this.#list.replaceChildren(...this.#sections.map((section) => this.#tab(section)));
    this.#list.hidden = this.#tabs.length < 2;
    this.#choose(this.#tabs.find((tab) => tab.getAttribute("aria-controls") === this.#chosen) ?? this.#tabs[0] ?? null);
  }

  /** Opens the first of them again. */
  reset() {
    this.#chosen = "";
  }

  /** @param {HTMLElement} section */
  #tab(section) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const tab = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    const heading = String(section.getAttribute("aria-labelledby"));
    tab.textContent = section.querySelector(`#${heading}`)?.textContent ?? "";
    tab.id = `${heading}-tab`;
    section.id ||= `${heading}-panel`;
    section.role = "tabpanel";
    section.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", section.id);
    return tab;
  }

  /** @param {Element | null} chosen */
  #choose(chosen) {
    if (!chosen) return;
    this.#chosen = chosen.getAttribute("aria-controls") ?? "";
    for (const tab of this.#tabs) {
      tab.ariaSelected = String(tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    for (const section of this.#sections) section.hidden = section.id !== this.#chosen;
    scrollWithin(this.#list, chosen);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const tabs = this.#tabs;
    const at = tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    this.#choose(tab);
    tab.focus();
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector("[role=tablist]"));
  }

  get #tabs() {
    return /** @type {HTMLElement[]} */ ([...this.#list.children]);
  }

  get #sections() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-part=content] > section")]);
  }
}

customElements.define("section-tabs", SectionTabs);
