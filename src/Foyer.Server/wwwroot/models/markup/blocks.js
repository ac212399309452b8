import { parseInlines } from "./inlines.js";
/** @typedef {import("./inlines.js").Inline} Inline */
/**
 * @typedef {{ kind: "p", parts: Inline[] } | { kind: "pre", text: string } | { kind: "quote", blocks: Block[] }
 *   | { kind: "ul" | "ol", start: number, items: Block[][] }} Block
 */
/**
 * A line, or what is left of one inside a quote or a list.
 * @typedef {{ at: number, end: number, column: number, pad: number }} Line `pad` counts the columns of a tab that reaches into the line
 * @typedef {{ mark: string, start: number, indent: number, rest: Line, isEmpty: boolean }} Marker
 */

/** Quotes and lists inside each other; deeper ones are shown as they were typed. */
const DEEPEST = 8;
const MARKER = /([-+*])|(\d{1,9})([.)])/y;
const FENCE = /`{3,}|~{3,}/y;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

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

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  /** @param {Line[]} lines @param {number} depth @returns {Block[]} */
  parse(lines, depth) {
    /** @type {Block[]} */ const blocks = [];
    for (let at = 0; at < lines.length;) {
      const line = lines[at];
      if (this.#isBlank(line)) at++;
      else if (this.#fence(line)) at = this.#code(lines, at, blocks);
      else if (depth < DEEPEST && this.#quoted(line)) at = this.#quote(lines, at, depth, blocks);
      else if (depth < DEEPEST && this.#marker(line)) at = this.#list(lines, at, depth, blocks);
      else at = this.#paragraph(lines, at, depth, blocks);
    }
    return blocks;
  }

  /** Code runs to a closing fence, or to the end. @param {Line[]} lines @param {number} at @param {Block[]} blocks */
  #code(lines, at, blocks) {
    const indent = this.#indent(lines[at]);
    const fence = /** @type {string} */ (this.#fence(lines[at]));
    let end = at + 1;
    while (end < lines.length && !this.#closes(lines[end], fence)) end++;
    const code = lines.slice(at + 1, end).map((line) => this.#strip(line, indent));
    blocks.push({ kind: "pre", text: code.map((line) => " ".repeat(line.pad) + this.#text.slice(line.at, line.end)).join("\n") });
    return end + 1;
  }

  /** @param {Line[]} lines @param {number} at @param {number} depth @param {Block[]} blocks */
  #quote(lines, at, depth, blocks) {
    const quoted = [];
    for (let line; at < lines.length && (line = this.#quoted(lines[at])); at++) quoted.push(line);
    blocks.push({ kind: "quote", blocks: this.parse(quoted, depth + 1) });
    return at;
  }

  /** @param {Line[]} lines @param {number} at @param {number} depth @param {Block[]} blocks */
  #list(lines, at, depth, blocks) {
    const first = /** @type {Marker} */ (this.#marker(lines[at]));
    /** @type {Block[][]} */ const items = [];
    for (let marker = /** @type {Marker | null} */ (first); marker?.mark === first.mark;) {
      const end = this.#itemEnd(lines, at, marker);
      const inside = lines.slice(at + 1, end).map((line) => this.#strip(line, /** @type {Marker} */ (marker).indent));
      items.push(this.parse([marker.rest, ...inside], depth + 1));
      at = end;
      const next = this.#skipBlank(lines, at);
      marker = next < lines.length ? this.#marker(lines[next]) : null;
      if (marker?.mark === first.mark) at = next;
    }
    blocks.push({ kind: first.mark.length === 1 && "-+*".includes(first.mark) ? "ul" : "ol", start: first.start, items });
    return at;
  }

  /** Behind the lines of a list item: those that are indented as far as its text, and blank ones between them. @param {Line[]} lines @param {number} at @param {Marker} marker */
  #itemEnd(lines, at, marker) {
    let end = at + 1;
    if (marker.isEmpty && end < lines.length && this.#isBlank(lines[end])) return end;
    for (;;) {
      const next = this.#skipBlank(lines, end);
      if (next === lines.length || this.#indent(lines[next]) < marker.indent) return end;
      end = next + 1;
    }
  }

  /** @param {Line[]} lines @param {number} at */
  #skipBlank(lines, at) {
    while (at < lines.length && this.#isBlank(lines[at])) at++;
    return at;
  }

  /** @param {Line[]} lines @param {number} at @param {number} depth @param {Block[]} blocks */
  #paragraph(lines, at, depth, blocks) {
    let end = at + 1;
    while (end < lines.length && !this.#isBlank(lines[end]) && !this.#interrupts(lines[end], depth)) end++;
    const own = lines.slice(at, end).map((line) => this.#trim(line));
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
    if (this.#fence(line)) return true;
    if (depth >= DEEPEST) return false;
    const marker = this.#marker(line);
    return this.#quoted(line) !== null || (marker !== null && !marker.isEmpty && marker.start === 1);
  }

  /** The fence that a line opens. @param {Line} line */
  #fence(line) {
    const { at, end } = this.#trim(line);
    FENCE.lastIndex = at;
    const fence = this.#indent(line) <= 3 ? FENCE.exec(this.#text)?.[0] : null;
    return fence && !(fence[0] === "`" && this.#text.slice(at + fence.length, end).includes("`")) ? fence : null;
  }

  /** @param {Line} line @param {string} fence */
  #closes(line, fence) {
    const { at, end } = this.#trim(line);
    return this.#indent(line) <= 3 && end - at >= fence.length && this.#text.slice(at, end) === fence[0].repeat(end - at);
  }

  /** What a line says behind its `>`. @param {Line} line */
  #quoted(line) {
    const indent = this.#indent(line);
    const { at } = this.#trim(line);
    return indent <= 3 && at < line.end && this.#text[at] === ">" ? this.#strip(this.#behind(line, indent, 1), 1) : null;
  }

  /** @param {Line} line @returns {Marker | null} */
  #marker(line) {
    const indent = this.#indent(line);
    const { at, end } = this.#trim(line);
    MARKER.lastIndex = at;
    const found = indent <= 3 ? MARKER.exec(this.#text) : null;
    if (!found || at + found[0].length > end || RULE.test(this.#text.slice(at, end))) return null;
    const [{ length }, bullet, number, closing] = found;
    const rest = this.#behind(line, indent, length);
    const isEmpty = this.#isBlank(rest);
    const space = this.#indent(rest);
    if (!isEmpty && space === 0) return null;
    const width = isEmpty || space > 4 ? 1 : space;
    return {
      mark: bullet ?? closing,
      start: number ? Number(number) : 1,
      indent: indent + length + width,
      rest: this.#strip(rest, width),
      isEmpty,
    };
  }

  /** The line without its indent and a mark. @param {Line} line @param {number} indent @param {number} length @returns {Line} */
  #behind(line, indent, length) {
    const { at, column } = this.#strip(line, indent);
    return { at: at + length, end: line.end, column: column + length, pad: 0 };
  }

  /** The columns of white space at the beginning. @param {Line} line */
  #indent({ at, end, column, pad }) {
    const start = column;
    for (; at < end && this.#isSpace(at); at++) column += this.#text[at] === "\t" ? 4 - (column % 4) : 1;
    return column - start + pad;
  }

  /** Takes so many columns of white space away. @param {Line} line @param {number} width @returns {Line} */
  #strip({ at, end, column, pad }, width) {
    const padded = Math.min(pad, width);
    pad -= padded;
    width -= padded;
    for (; width > 0 && at < end && this.#isSpace(at); at++) {
      const step = this.#text[at] === "\t" ? 4 - (column % 4) : 1;
      column += step;
      pad = Math.max(0, step - width);
      width = Math.max(0, width - step);
    }
    return { at, end, column, pad };
  }

  /** @param {Line} line */
  #trim({ at, end }) {
    while (at < end && this.#isSpace(at)) at++;
    while (end > at && this.#isSpace(end - 1)) end--;
    return { at, end };
  }

  /** @param {Line} line */
  #isBlank(line) {
    const { at, end } = this.#trim(line);
    return at === end;
  }

  /** @param {number} at */
  #isSpace(at) {
    return this.#text[at] === " " || this.#text[at] === "\t";
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
