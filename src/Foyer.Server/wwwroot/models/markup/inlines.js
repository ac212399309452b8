import { webAddress } from "./addresses.js";
import { destination, ESCAPED, leads } from "./destination.js";
import { delimiterAt, resolveEmphasis } from "./emphasis.js";
import { finish } from "./finish.js";
import { NodeList } from "./node-list.js";
/** @typedef {import("./emphasis.js").Delimiter} Delimiter */
/**
 * @typedef {{ kind: "text", text: string, at: number }} Text `at` is where it begins in the message
 * @typedef {{ kind: "break" } | { kind: "code", text: string } | Text | { kind: "link", href: string, parts: Inline[] }
 *   | { kind: "em" | "strong" | "s", parts: Inline[] }} Inline
 * @typedef {{ kind: "bracket", at: number, isActive: boolean, delimiters: number }} Bracket
 * @typedef {{ kind: "link", href: string, parts: Node[], depth: number }} LinkNode
 * @typedef {{ kind: "em" | "strong" | "s" | "flat", parts: Node[], depth: number }} SpanNode
 * @typedef {({ kind: "break" } | { kind: "code", text: string } | Text | Bracket | Delimiter | LinkNode | SpanNode) & { depth?: number, previous?: any, next?: any }} Node
 */

const PLAIN = /[^\\`*_~[\]\n<hHwW]+/y;
const ANGLE = /<((?:https?:\/\/|mailto:)[^\s<>]+|[^\s<>@\\]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)>/iuy;

/**
 * What stands in one paragraph.
 * @param {string} text its lines, joined by newlines
 * @param {(at: number) => number} source where a character stands in the message
 * @returns {Inline[]}
 */
export function parseInlines(text, source) {
  return finish(new Parser(text).parse(), { text, source, isLink: false });
}

class Parser {
  /** @type {NodeList<Node>} */ #nodes = new NodeList();
  /** @type {Delimiter[]} */ #delimiters = [];
  /** @type {Bracket[]} */ #brackets = [];
  /** Where the last run of so many backticks begins. @type {Map<number, number>} */ #lastTicks = new Map();
  #text;
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
    for (const { 0: ticks, index } of text.matchAll(/`+/g)) this.#lastTicks.set(ticks.length, index);
  }

  parse() {
    while (this.#at < this.#text.length) this.#take(this.#text[this.#at]);
    resolveEmphasis(this.#nodes, this.#delimiters);
    return this.#nodes.toArray();
  }

  /** @param {string} character */
  #take(character) {
    switch (character) {
      case "\\":
        return this.#escape();
      case "`":
        return this.#code();
      case "*":
      case "_":
      case "~":
        return this.#delimiter();
      case "[":
        return this.#bracket();
      case "]":
        return this.#closeBracket();
      case "\n":
        return this.#add({ kind: "break" }, 1);
      case "<":
        return this.#angle();
      case "h":
      case "H":
      case "w":
      case "W":
        return this.#address();
      default:
        PLAIN.lastIndex = this.#at;
        return this.#characters(PLAIN.exec(this.#text)?.[0].length ?? 1);
    }
  }

  /** @param {Node} node @param {number} length */
  #add(node, length) {
    this.#nodes.add(node);
    this.#at += length;
  }

  /** @param {number} length */
  #characters(length) {
    this.#add({ kind: "text", text: this.#text.slice(this.#at, this.#at + length), at: this.#at }, length);
  }

  #escape() {
    const next = this.#text[this.#at + 1] ?? "";
    if (next === "\n") this.#add({ kind: "break" }, 2);
    else if (ESCAPED.test(next)) {
      this.#at++;
      this.#characters(1);
    } else this.#characters(1);
  }

  #code() {
    const text = this.#text;
    const start = this.#at + runOf(text, this.#at);
    const length = start - this.#at;
    if ((this.#lastTicks.get(length) ?? -1) < start) return this.#characters(length);
    let end = start;
    for (;;) {
      end = text.indexOf("`", end);
      const run = runOf(text, end);
      if (run === length) break;
      end += run;
    }
    const code = text.slice(start, end).replaceAll("\n", " ");
    const isPadded = code.startsWith(" ") && code.endsWith(" ") && /[^ ]/.test(code);
    this.#add({ kind: "code", text: isPadded ? code.slice(1, -1) : code }, end + length - this.#at);
  }

  #delimiter() {
    const delimiter = delimiterAt(this.#text, this.#at);
    this.#delimiters.push(delimiter);
    this.#add(delimiter, delimiter.length);
  }

  #bracket() {
    /** @type {Bracket} */ const bracket = { kind: "bracket", at: this.#at, isActive: true, delimiters: this.#delimiters.length };
    this.#brackets.push(bracket);
    this.#add(bracket, 1);
  }

  #closeBracket() {
    const bracket = this.#brackets.pop();
    const link = bracket?.isActive && this.#nodes.last !== bracket ? destination(this.#text, this.#at + 1) : null;
    if (!bracket || !link) return this.#characters(1);
    resolveEmphasis(this.#nodes, this.#delimiters.splice(bracket.delimiters));
    const [, ...parts] = this.#nodes.cut(bracket);
    for (const outer of this.#brackets) outer.isActive = false;
    this.#brackets = [];
    this.#add(linkTo(link.href, parts), link.end - this.#at);
  }

  #angle() {
    ANGLE.lastIndex = this.#at;
    const [whole, address] = ANGLE.exec(this.#text) ?? [];
    const href = address && (/^(?:https?|mailto):/i.test(address) ? address : `mailto:${address}`);
    if (!whole || !href || !leads(href)) return this.#characters(1);
    this.#add(linkTo(href, [{ kind: "text", text: address, at: this.#at + 1 }]), whole.length);
  }

  #address() {
    const found = webAddress(this.#text, this.#at);
    if (!found) return this.#characters(1);
    this.#add(linkTo(found.href, [{ kind: "text", text: this.#text.slice(this.#at, found.end), at: this.#at }]), found.end - this.#at);
  }
}

/** @param {string} text @param {number} at */
function runOf(text, at) {
  let end = at;
  while (text[end] === "`") end++;
  return end - at;
}

/** @param {string} href @param {Node[]} parts @returns {LinkNode} */
function linkTo(href, parts) {
  return { kind: "link", href, parts, depth: parts.reduce((deepest, { depth = 0 }) => Math.max(deepest, depth), 0) };
}
