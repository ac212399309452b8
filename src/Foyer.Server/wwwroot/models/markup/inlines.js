import { hostEnd, mailAddress, webAddress } from "./addresses.js";
import { delimiterAt, resolveEmphasis } from "./emphasis.js";
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
const ESCAPED = /[!-/:-@[-`{-~]/;
const ANGLE = /<((?:https?:\/\/|mailto:)[^\s<>]+|[^\s<>@\\]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)>/iuy;
const DESTINATION = /https?:\/\/|mailto:(?=[^\s)>])/iy;
const MOST_PARENTHESES = 32;

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

/** `(address "title")`, which follows the text of a link; the title is not used. @param {string} text @param {number} at @returns {{ href: string, end: number } | null} */
function destination(text, at) {
  if (text[at] !== "(") return null;
  const start = skipSpace(text, at + 1);
  const isAngled = text[start] === "<";
  DESTINATION.lastIndex = isAngled ? start + 1 : start;
  if (!DESTINATION.test(text)) return null;
  const end = isAngled ? angledEnd(text, start + 1) : bareEnd(text, start);
  if (end < 0) return null;
  const href = unescaped(text.slice(isAngled ? start + 1 : start, end)).replaceAll(" ", "%20");
  if (!leads(href)) return null;
  const behind = isAngled ? end + 1 : end;
  const title = skipSpace(text, behind);
  const close = title > behind ? skipSpace(text, titleEnd(text, title)) : title;
  return text[close] === ")" ? { href, end: close + 1 } : null;
}

/** Whether an address with one of the allowed schemes leads anywhere. @param {string} href */
function leads(href) {
  return /^mailto:/i.test(href) || hostEnd(href, href.indexOf("//") + 2) > 0;
}

/** @param {string} text @param {number} at */
function skipSpace(text, at) {
  while (text[at] === " " || text[at] === "\t" || text[at] === "\n") at++;
  return at;
}

/** @param {string} text @param {number} at */
function angledEnd(text, at) {
  for (; at < text.length && text[at] !== "\n" && text[at] !== "<"; at++) {
    if (text[at] === ">") return at;
    if (text[at] === "\\") at++;
  }
  return -1;
}

/** @param {string} text @param {number} at */
function bareEnd(text, at) {
  for (let open = 0; ; at++) {
    const character = text[at] ?? "";
    if (character <= " " || character === "\x7f" || (character === ")" && open === 0)) return open === 0 ? at : -1;
    if (character === "(" && ++open > MOST_PARENTHESES) return -1;
    if (character === ")") open--;
    if (character === "\\" && ESCAPED.test(text[at + 1] ?? "")) at++;
  }
}

/** Behind the title, or where none stands the same place. @param {string} text @param {number} at */
function titleEnd(text, at) {
  const close = { '"': '"', "'": "'", "(": ")" }[text[at] ?? ""];
  if (!close) return at;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === close) return end + 1;
    if (text[end] === "\\") end++;
  }
  return at;
}

/** @param {string} text */
function unescaped(text) {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** @typedef {{ text: string, source: (at: number) => number, isLink: boolean }} Context */

/** The nodes without what only the parser needs. @param {Node[]} nodes @param {Context} context @returns {Inline[]} */
function finish(nodes, context) {
  /** @type {Inline[]} */ const parts = [];
  let [from, to] = [0, 0];
  const flush = () => {
    if (to > from) parts.push(...withMail(context, from, to));
    from = to;
  };
  for (const node of opened(nodes)) {
    const length = lengthOf(node);
    if (length !== null) {
      const { at } = /** @type {{ at: number }} */ (node);
      if (length > 0 && at !== to) {
        flush();
        from = at;
      }
      if (length > 0) to = at + length;
      continue;
    }
    flush();
    parts.push(...finished(node, context));
  }
  flush();
  return parts;
}

/** Wrappers that show nothing are opened without recursion: there may be thousands inside each other. @param {Node[]} nodes @returns {Generator<Node>} */
function* opened(nodes) {
  const waiting = nodes.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop())
    if (node.kind === "flat") waiting.push(...node.parts.toReversed());
    else yield node;
}

/** How many characters a node shows as they are; null when it is more than characters. @param {Node} node */
function lengthOf(node) {
  return node.kind === "text" ? node.text.length : node.kind === "bracket" ? 1 : node.kind === "delimiter" ? node.length : null;
}

/** @param {Node} node @param {Context} context @returns {Inline[]} */
function finished(node, context) {
  switch (node.kind) {
    case "link": {
      const parts = finish(node.parts, { ...context, isLink: true });
      return context.isLink ? parts : [{ kind: "link", href: node.href, parts }];
    }
    case "em":
    case "strong":
    case "s":
      return [{ kind: node.kind, parts: finish(node.parts, context) }];
    case "code":
      return [{ kind: "code", text: node.text }];
    default:
      return [{ kind: "break" }];
  }
}

/** Characters, with the e-mail addresses among them. @param {Context} context @param {number} from @param {number} to @returns {Inline[]} */
function withMail({ text, source, isLink }, from, to) {
  const run = text.slice(from, to);
  /** @type {Inline[]} */ const parts = [];
  const add = (/** @type {number} */ start, /** @type {number} */ end) => {
    if (end > start) parts.push({ kind: "text", text: run.slice(start, end), at: source(from + start) });
  };
  let at = 0;
  for (let mail = isLink ? null : mailAddress(run, 0); mail; mail = mailAddress(run, at)) {
    add(at, mail.start);
    parts.push({ kind: "link", href: mail.href, parts: [{ kind: "text", text: run.slice(mail.start, mail.end), at: source(from + mail.start) }] });
    at = mail.end;
  }
  add(at, run.length);
  return parts;
}
