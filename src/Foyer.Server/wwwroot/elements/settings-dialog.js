import { fetchForm } from "../helpers/form-response.js";
import { restoreForms } from "../helpers/keep-forms.js";
import { toast, toastAfterNavigation } from "../helpers/toast.js";
import "./confirm-dialog.js";
import "./copy-text.js";
import "./section-tabs.js";

const PART = "settings";

/**
 * The room's page of settings over the room: links marked `data-settings` open it here, and its forms are sent without leaving.
 * Whatever leads elsewhere leads there.
 */
class SettingsDialog extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {HTMLElement | null} */ #opener = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    document.addEventListener("click", (event) => this.#linked(event), { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.querySelector("[data-close]")?.addEventListener("click", () => this.#dialog.close(), { signal });
    this.#dialog.addEventListener("close", (event) => event.target === this.#dialog && this.#closed(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {MouseEvent} event */
  #linked(event) {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[data-settings]"));
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const menu = /** @type {HTMLElement | null} */ (link.closest("[popover]"));
    menu?.hidePopover();
    this.#opener = menu ? document.querySelector(`[popovertarget="${menu.id}"]`) : link;
    void this.#open(link.href);
  }

  /** @param {string} address */
  async #open(address) {
    this.#tabs.reset();
    this.#tabs.fill([]);
    this.#loading.hidden = false;
    this.#dialog.showModal();
    const { answer, page } = await fetchForm(address);
    this.#loading.hidden = true;
    if (page?.getElementById(PART)) return this.#show(page);
    this.#dialog.close();
    if (answer) location.assign(address);
    else toast("No connection. Try again.", undefined, { danger: true });
  }

  #closed() {
    this.#tabs.fill([]);
    this.#opener?.focus();
  }

  /** Forms of questions are the browser's own, and what is asked about first comes again. @param {SubmitEvent} event */
  async #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (event.defaultPrevented || form.method !== "post") return;
    event.preventDefault();
    const { answer, page, notice } = await fetchForm(form.action, { method: "POST", body: new FormData(form, event.submitter) });
    if (!answer) {
      toast("No connection. Nothing was saved.", undefined, { danger: true });
      this.querySelectorAll("busy-form").forEach((form) => /** @type {any} */ (form).rest());
      return;
    }
    if (!page?.getElementById(PART)) return this.#leave(answer.url, notice);
    this.#show(page, form);
    if (notice) toast(notice);
  }

  /** @param {Document} page @param {HTMLFormElement} [sent] the form whose answer it is: the focus stays with it */
  #show(page, sent) {
    const { scrollTop } = this.#dialog;
    const place = sent ? this.#forms.indexOf(sent) : -1;
    const content = /** @type {Element} */ (page.getElementById(PART));
    this.#tabs.fill([...document.importNode(content, true).childNodes]);
    restoreForms(this);
    this.#dialog.scrollTop = scrollTop;
    const wrong = /** @type {HTMLElement | null} */ (this.querySelector("[data-part=content] [aria-invalid=true]"));
    const twin = this.#forms[place]?.getAttribute("action") === sent?.getAttribute("action") ? this.#forms[place] : null;
    const next = wrong ?? (sent ? twin?.querySelector("[type=submit]") : null) ?? this.querySelector("[role=tab][aria-selected=true]");
    /** @type {HTMLElement | null} */ (next)?.focus();
  }

  /** @param {string} address @param {string | null} notice */
  #leave(address, notice) {
    if (notice) toastAfterNavigation(notice);
    location.assign(address);
  }

  get #forms() {
    return /** @type {HTMLFormElement[]} */ ([...this.querySelectorAll("[data-part=content] form[method=post]")]);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }

  get #loading() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-part=loading]"));
  }

  get #tabs() {
    return /** @type {import("./section-tabs.js").SectionTabs} */ (this.querySelector("section-tabs"));
  }
}

customElements.define("settings-dialog", SettingsDialog);
