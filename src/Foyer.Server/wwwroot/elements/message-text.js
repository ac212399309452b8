import { roomAt, roomHref } from "../helpers/known-rooms.js";
import { fullText } from "../models/date-text.js";
import { parse } from "../models/markup/blocks.js";
import { mentionParts } from "../models/mention-parts.js";
/** @typedef {import("../models/markup/blocks.js").Block} Block */
/** @typedef {import("../models/markup/inlines.js").Inline} Inline */
/** @typedef {import("../models/wire.js").Mention} Mention */

/**
 * A message's words, formatted alike on the page and live; nothing of them is ever read as HTML. Words that stand by themselves, such as
 * the description of an event, come in the attribute `text`.
 */
export class MessageText extends HTMLElement {
  /** @type {string | null} */ #shown = null;
  /** @type {Mention[]} */ #mentions = [];
  #me = 0;

  connectedCallback() {
    const text = this.getAttribute("text");
    if (text === null) return;
    this.text = text;
    // Only in a log is the row the one place where Tab stops.
    for (const link of this.querySelectorAll("a")) link.removeAttribute("tabindex");
  }

  /** @param {string} text */
  set text(text) {
    this.show(text);
  }

  /**
   * @param {string} text
   * @param {{ mentions?: Mention[], me?: number, edited?: string | null }} [more] whom it mentions, who reads it, and when it was edited
   */
  show(text, { mentions = [], me = 0, edited = null } = {}) {
    const shown = `${edited ?? ""} ${me} ${mentions.map(({ user, from }) => `${user}@${from}`).join()}\n${text}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#mentions = mentions;
    this.#me = me;
    this.replaceChildren(...parse(text).map((block) => this.#block(block)));
    if (edited) this.#appendEdited(new Date(edited));
  }

  /** @param {Date} at */
  #appendEdited(at) {
    const last = this.lastElementChild?.matches("p") ? this.lastElementChild : this.appendChild(document.createElement("p"));
    const mark = Object.assign(document.createElement("span"), {
      className: "message__edited",
      textContent: "(edited)",
      title: `Edited ${fullText(at)}`,
    });
    last.append(" ", mark);
  }

  /** @param {Block} block @returns {HTMLElement} */
  #block(block) {
    switch (block.kind) {
      case "pre":
        return filled("pre", [words("code", block.text)]);
      case "quote":
        return filled(
          "blockquote",
          block.blocks.map((inner) => this.#block(inner)),
        );
      case "p":
        return filled("p", this.#inline(block.parts));
      default:
        return this.#list(block);
    }
  }

  /** @param {{ kind: "ul" | "ol", start: number, items: Block[][] }} list */
  #list({ kind, start, items }) {
    const list = document.createElement(kind);
    if (list instanceof HTMLOListElement) list.start = start;
    list.append(...items.map((blocks) => this.#item(blocks)));
    return list;
  }

  /** The first paragraph of an item stands right behind its mark. @param {Block[]} blocks */
  #item([first, ...rest]) {
    const start = first?.kind === "p" ? this.#inline(first.parts) : first ? [this.#block(first)] : [];
    return filled("li", [...start, ...rest.map((block) => this.#block(block))]);
  }

  /** @param {Inline[]} parts @param {boolean} [inLink] @returns {Node[]} */
  #inline(parts, inLink = false) {
    return parts.flatMap((part) => this.#part(part, inLink));
  }

  /** @param {Inline} part @param {boolean} inLink @returns {Node[]} */
  #part(part, inLink) {
    switch (part.kind) {
      case "text":
        return mentionParts(part, this.#mentions, roomAt).map((each) =>
          inLink && each.kind === "room" ? document.createTextNode(each.text) : this.#name(each),
        );
      case "break":
        return [document.createElement("br")];
      case "code":
        return [words("code", part.text)];
      case "link":
        return [
          Object.assign(filled("a", this.#inline(part.parts, true)), {
            href: part.href,
            rel: "noopener nofollow",
            target: "_blank",
            tabIndex: -1,
          }),
        ];
      default:
        return [filled(part.kind, this.#inline(part.parts, inLink))];
    }
  }

  /** @param {import("../models/mention-parts.js").NamePart} part @returns {Node} */
  #name(part) {
    switch (part.kind) {
      case "mention":
        return Object.assign(words("span", part.text), { className: part.user === this.#me ? "mention mention--me" : "mention" });
      case "room":
        return Object.assign(words("a", part.text), { href: roomHref(part.name), tabIndex: -1 });
      default:
        return document.createTextNode(part.text);
    }
  }
}

/** @param {string} tag @param {Node[]} content */
function filled(tag, content) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

/** @param {string} tag @param {string} text */
function words(tag, text) {
  return filled(tag, [document.createTextNode(text)]);
}

customElements.define("message-text", MessageText);
