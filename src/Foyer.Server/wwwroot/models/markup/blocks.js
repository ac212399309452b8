import { parseInlines } from "./inlines.js";
import { SourceLines } from "./source-lines.js";
/** @typedef {import("./source-lines.js").Line} Line */
/** @typedef {import("./source-lines.js").Marker} Marker */
/** @typedef {import("./inlines.js").Inline} Inline */
/**
 * @typedef {{ kind: "p", parts: Inline[] } | { kind: "pre", text: string } | { kind: "quote", blocks: Block[] }
 *   | { kind: "ul" | "ol", start: number, items: Block[][] }} Block
 */
/** Quotes and lists inside each other; deeper ones are shown as they were typed. */
const DEEPEST = 8;

/** Cuts a message into paragraphs, quotes, lists and code, as docs/message-text.md describes it. @param {string} text @returns {Block[]} */
export function parse(text) {
  /** @type {Line[]} */ const lines = [];
  for (let at = 0; at <= text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    lines.push({ at, end, column: 0, pad: 0 });
    at = end + 1;
  }
  return new Blocks(text).parse(lines, 0);
}

class Blocks {
  #text;
  #lines;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
    this.#lines = new SourceLines(text);
  }

  /** @param {Line[]} lines @param {number} depth @returns {Block[]} */
  parse(lines, depth) {
    /** @type {Block[]} */ const blocks = [];
    for (let at = 0; at < lines.length;) {
      const line = lines[at];
      if (this.#lines.isBlank(line)) at++;
      else if (this.#lines.fence(line)) at = this.#code(lines, at, blocks);
      else if (depth < DEEPEST && this.#lines.quoted(line)) at = this.#quote(lines, at, depth, blocks);
      else if (depth < DEEPEST && this.#lines.marker(line)) at = this.#list(lines, at, depth, blocks);
      else at = this.#paragraph(lines, at, depth, blocks);
    }
    return blocks;
  }

  /** Code runs to a closing fence, or to the end. @param {Line[]} lines @param {number} at @param {Block[]} blocks */
  #code(lines, at, blocks) {
    const indent = this.#lines.indent(lines[at]);
    const fence = /** @type {string} */ (this.#lines.fence(lines[at]));
    let end = at + 1;
    while (end < lines.length && !this.#lines.closes(lines[end], fence)) end++;
    const code = lines.slice(at + 1, end).map((line) => this.#lines.strip(line, indent));
    blocks.push({ kind: "pre", text: code.map((line) => " ".repeat(line.pad) + this.#text.slice(line.at, line.end)).join("\n") });
    return end + 1;
  }

  /** @param {Line[]} lines @param {number} at @param {number} depth @param {Block[]} blocks */
  #quote(lines, at, depth, blocks) {
    const quoted = [];
    for (let line; at < lines.length && (line = this.#lines.quoted(lines[at])); at++) quoted.push(line);
    blocks.push({ kind: "quote", blocks: this.parse(quoted, depth + 1) });
    return at;
  }

  /** @param {Line[]} lines @param {number} at @param {number} depth @param {Block[]} blocks */
  #list(lines, at, depth, blocks) {
    const first = /** @type {Marker} */ (this.#lines.marker(lines[at]));
    /** @type {Block[][]} */ const items = [];
    for (let marker = /** @type {Marker | null} */ (first); marker?.mark === first.mark;) {
      const end = this.#itemEnd(lines, at, marker);
      const inside = lines.slice(at + 1, end).map((line) => this.#lines.strip(line, /** @type {Marker} */ (marker).indent));
      items.push(this.parse([marker.rest, ...inside], depth + 1));
      at = end;
      const next = this.#lines.skipBlank(lines, at);
      marker = next < lines.length ? this.#lines.marker(lines[next]) : null;
      if (marker?.mark === first.mark) at = next;
    }
    blocks.push({ kind: first.mark.length === 1 && "-+*".includes(first.mark) ? "ul" : "ol", start: first.start, items });
    return at;
  }

  /** Behind the lines of a list item: those that are indented as far as its text, and blank ones between them. @param {Line[]} lines @param {number} at @param {Marker} marker */
  #itemEnd(lines, at, marker) {
    let end = at + 1;
    if (marker.isEmpty && end < lines.length && this.#lines.isBlank(lines[end])) return end;
    for (;;) {
      const next = this.#lines.skipBlank(lines, end);
      if (next === lines.length || this.#lines.indent(lines[next]) < marker.indent) return end;
      end = next + 1;
    }
  }

  /** @param {Line[]} lines @param {number} at @param {number} depth @param {Block[]} blocks */
  #paragraph(lines, at, depth, blocks) {
    let end = at + 1;
    while (end < lines.length && !this.#lines.isBlank(lines[end]) && !this.#interrupts(lines[end], depth)) end++;
    const own = lines.slice(at, end).map((line) => this.#lines.trim(line));
    /** @type {number[]} */ const starts = [];
    let text = "";
    for (const line of own) {
      starts.push(text.length);
      text += `${this.#text.slice(line.at, line.end)}\n`;
    }
    blocks.push({ kind: "p", parts: parseInlines(text.slice(0, -1), sourceOf(own, starts)) });
    return end;
  }

  /** @param {Line} line @param {number} depth */
  #interrupts(line, depth) {
    if (this.#lines.fence(line)) return true;
    if (depth >= DEEPEST) return false;
    const marker = this.#lines.marker(line);
    return this.#lines.quoted(line) !== null || (marker !== null && !marker.isEmpty && marker.start === 1);
  }
}

/** Where a character of the joined lines stands in the message. @param {{ at: number }[]} lines @param {number[]} starts */
function sourceOf(lines, starts) {
  let line = 0;
  return (/** @type {number} */ at) => {
    while (line > 0 && starts[line] > at) line--;
    while (line + 1 < starts.length && starts[line + 1] <= at) line++;
    return lines[line].at + at - starts[line];
  };
}
