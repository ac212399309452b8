import { roomAt, roomHref } from "../helpers/known-rooms.js";
import { fullWords } from "../models/day-words.js";
import { blocksOf } from "../models/text-parts.js";
/** @typedef {import("../models/text-parts.js").Part} Part */

/**
 * A message's words, formatted alike on the page and live; nothing of them is ever read as HTML. Words that stand by themselves, such as
 * the description of an event, come in the attribute `text`.
 */
export class MessageText extends HTMLElement {
  /** @type {string | null} */ #shown = null;
  /** When it was edited. @type {string | null} */ edited = null;
  /** Who has a name of more than one word. @type {(name: string) => boolean} */ isPerson = () => false;

  connectedCallback() {
    const text = this.getAttribute("text");
    if (text === null) return;
    this.text = text;
    // Only in a log is the row the one place where Tab stops.
    for (const link of this.querySelectorAll("a")) link.removeAttribute("tabindex");
  }

  /** @param {string} text */
  set text(text) {
    const shown = `${this.edited ?? ""}\n${text}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.replaceChildren(...blocksOf(text, { isPerson: this.isPerson, roomAt }).map(blockElement));
    if (this.edited) this.#appendEdited(new Date(this.edited));
  }

  /** @param {Date} at */
  #appendEdited(at) {
    const last = this.lastElementChild?.matches("p") ? this.lastElementChild : this.appendChild(document.createElement("p"));
    const mark = Object.assign(document.createElement("span"), { className: "message__edited", textContent: "(edited)", title: `Edited ${fullWords(at)}` });
    last.append(" ", mark);
  }
}

/** @param {import("../models/text-parts.js").Block} block */
function blockElement(block) {
  if (block.kind === "pre") {
    const pre = document.createElement("pre");
    pre.append(words("code", block.text));
    return pre;
  }
  if (block.kind === "ul" || block.kind === "ol") return listElement(block);
  const element = document.createElement(block.kind === "quote" ? "blockquote" : "p");
  block.lines.forEach((parts, index) => element.append(...(index ? [document.createElement("br")] : []), ...parts.map(partNode)));
  return element;
}

/** @param {{ kind: "ul" | "ol", start: number, lines: Part[][] }} list */
function listElement({ kind, start, lines }) {
  const list = document.createElement(kind);
  if (list instanceof HTMLOListElement) list.start = start;
  for (const parts of lines) {
    const item = document.createElement("li");
    item.append(...parts.map(partNode));
    list.append(item);
  }
  return list;
}

/** @param {Part} part @returns {Node} */
function partNode(part) {
  switch (part.kind) {
    case "text":
      return document.createTextNode(part.text);
    case "code":
      return words("code", part.text);
    case "mention":
      return Object.assign(words("span", part.text), { className: "mention" });
    case "room":
      return Object.assign(words("a", part.text), { href: roomHref(part.name), tabIndex: -1 });
    case "link":
      return Object.assign(words("a", part.text), { href: part.href, rel: "noopener nofollow", target: "_blank", tabIndex: -1 });
    default: {
      const element = document.createElement(part.kind);
      element.append(...part.parts.map(partNode));
      return element;
    }
  }
}

/** @param {string} tag @param {string} text */
function words(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}

customElements.define("message-text", MessageText);
