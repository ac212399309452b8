import { fillAvatar } from "../helpers/fill-avatar.js";
import { scrollWithin } from "../helpers/scroll-within.js";
import { showPresence } from "../helpers/show-presence.js";
import { complete, stillMeans, wordAt } from "../models/completion.js";
/** @typedef {import("../models/completion.js").Word} Word */
/** @typedef {import("../models/suggestions.js").Suggestion} Suggestion */
/** @typedef {{ word: Word, found: Suggestion[], at: number }} Open */

const LABELS = { people: "People", rooms: "Rooms and events", commands: "Commands", emoji: "Emoji" };

/** Suggests how the word at the cursor may go on. The field keeps the focus; arrows choose, Tab and Enter take, Escape closes. */
export class CompletionList extends HTMLElement {
  /** @type {HTMLTextAreaElement} */ #input = /** @type {any} */ (null);
  /** @type {import("../models/suggestions.js").Suggestions} */ #source = /** @type {any} */ (null);
  /** @type {Open | null} */ #open = null;
  #turn = 0;

  /** @param {HTMLTextAreaElement} input @param {import("../models/suggestions.js").Suggestions} source @param {AbortSignal} signal */
  enter(input, source, signal) {
    this.#input = input;
    this.#source = source;
    input.addEventListener("input", () => void this.#look(), { signal });
    input.addEventListener("blur", () => this.#close(), { signal });
    input.addEventListener("keyup", ({ key }) => /^(Arrow(Left|Right)|Home|End)$/.test(key) && void this.#look(), { signal });
    input.addEventListener("click", () => void this.#look(), { signal });
    // The field keeps the focus when one presses a suggestion.
    this.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was taken */
  key(event) {
    if (!this.#open || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { found, at } = this.#open;
    if (event.key === "Escape") this.#close();
    else if (event.key === "ArrowDown") this.#choose((at + 1) % found.length);
    else if (event.key === "ArrowUp") this.#choose((at + found.length - 1) % found.length);
    else if (event.key === "Tab" || event.key === "Enter") return this.#takes(event);
    else return false;
    event.preventDefault();
    return true;
  }

  /** A word that is complete already is sent, not completed once more; so is one that has grown out of what is shown. @param {KeyboardEvent} event */
  #takes(event) {
    const { word: shown, found, at } = /** @type {Open} */ (this.#open);
    const word = this.#word;
    const typed = word && this.#input.value.slice(word.from, word.to);
    if (!word || !stillMeans(found[at], shown, word) || (event.key === "Enter" && typed === found[at].value)) {
      this.#close();
      return false;
    }
    event.preventDefault();
    this.#take(found[at]);
    return true;
  }

  /** The word at the cursor as it stands now: one may have typed on since the list was asked for. @returns {Word | null} */
  get #word() {
    const { value, selectionStart, selectionEnd } = this.#input;
    return selectionStart === selectionEnd ? wordAt(value, selectionStart) : null;
  }

  async #look() {
    const turn = ++this.#turn;
    const word = this.#word;
    if (!word) return this.#close();
    const found = await this.#source.of(word);
    if (turn !== this.#turn) return;
    if (found.length === 0 || document.activeElement !== this.#input) return this.#close();
    this.#open = { word, found, at: 0 };
    this.#show();
  }

  #show() {
    const { word, found } = /** @type {Open} */ (this.#open);
    this.#list.ariaLabel = LABELS[word.kind];
    this.#list.replaceChildren(...found.map((suggestion, at) => this.#option(suggestion, at)));
    this.#list.hidden = false;
    this.#status.textContent = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
    this.#choose(0);
  }

  /** @param {number} at */
  #choose(at) {
    const open = /** @type {Open} */ (this.#open);
    open.at = at;
    [...this.#list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const chosen = this.#list.children[at];
    this.#input.setAttribute("aria-activedescendant", chosen.id);
    scrollWithin(this.#list, chosen);
  }

  #close() {
    this.#turn++;
    this.#open = null;
    this.#list.hidden = true;
    this.#status.textContent = "";
    this.#input.removeAttribute("aria-activedescendant");
  }

  /** @param {Event} event */
  #click({ target }) {
    const option = /** @type {Element} */ (target).closest("[role=option]");
    const suggestion = option && this.#open?.found[[...this.#list.children].indexOf(option)];
    if (suggestion) this.#take(suggestion);
  }

  /** @param {Suggestion} suggestion */
  #take({ value }) {
    if (!this.#open) return;
    const { text, caret } = complete(this.#input.value, this.#word ?? this.#open.word, value);
    this.#close();
    this.#input.value = text;
    this.#input.setSelectionRange(caret, caret);
    this.#input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {Suggestion} suggestion @param {number} at */
  #option({ name, note, person, nearness = "offline", sign, icon }, at) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const option = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    option.id = `option-${at}`;
    part(option, "avatar").hidden = !person;
    if (person) fillAvatar(part(option, "avatar"), person.username, person.avatar);
    showPresence(part(option, "presence"), nearness);
    part(option, "sign").hidden = !sign;
    part(option, "sign").textContent = sign ?? "";
    const glyph = /** @type {Element} */ (option.querySelector("svg"));
    glyph.toggleAttribute("hidden", !icon);
    const use = /** @type {Element} */ (glyph.querySelector("use"));
    use.setAttribute("href", String(use.getAttribute("href")).replace(/#.*/, `#${icon ?? "code"}`));
    part(option, "name").textContent = name;
    part(option, "note").textContent = note;
    return option;
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector("[role=listbox]"));
  }

  get #status() {
    return /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
  }
}

/** @param {Element} option @param {string} name @returns {HTMLElement} */
function part(option, name) {
  return /** @type {HTMLElement} */ (option.querySelector(`[data-part="${name}"]`));
}

customElements.define("completion-list", CompletionList);
