/**
 * A line, or what is left of one inside a quote or a list.
 * @typedef {{ at: number, end: number, column: number, pad: number }} Line `pad` counts the columns of a tab that reaches into the line
 * @typedef {{ mark: string, start: number, indent: number, rest: Line, isEmpty: boolean }} Marker
 */

const MARKER = /([-+*])|(\d{1,9})([.)])/y;
const FENCE = /`{3,}|~{3,}/y;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** Reads the lines of one message: their white space in columns, and the marks that open a block. */
export class SourceLines {
  #text;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  /** @param {Line[]} lines @param {number} at */
  skipBlank(lines, at) {
    while (at < lines.length && this.isBlank(lines[at])) at++;
    return at;
  }

  /** The fence that a line opens. @param {Line} line */
  fence(line) {
    const { at, end } = this.trim(line);
    FENCE.lastIndex = at;
    const fence = this.indent(line) <= 3 ? FENCE.exec(this.#text)?.[0] : null;
    return fence && !(fence[0] === "`" && this.#text.slice(at + fence.length, end).includes("`")) ? fence : null;
  }

  /** @param {Line} line @param {string} fence */
  closes(line, fence) {
    const { at, end } = this.trim(line);
    return this.indent(line) <= 3 && end - at >= fence.length && this.#text.slice(at, end) === fence[0].repeat(end - at);
  }

  /** What a line says behind its `>`. @param {Line} line */
  quoted(line) {
    const indent = this.indent(line);
    const { at } = this.trim(line);
    return indent <= 3 && at < line.end && this.#text[at] === ">" ? this.strip(this.#behind(line, indent, 1), 1) : null;
  }

  /** @param {Line} line @returns {Marker | null} */
  marker(line) {
    const indent = this.indent(line);
    const { at, end } = this.trim(line);
    MARKER.lastIndex = at;
    const found = indent <= 3 ? MARKER.exec(this.#text) : null;
    if (!found || at + found[0].length > end || RULE.test(this.#text.slice(at, end))) return null;
    const [{ length }, bullet, number, closing] = found;
    const rest = this.#behind(line, indent, length);
    const isEmpty = this.isBlank(rest);
    const space = this.indent(rest);
    if (!isEmpty && space === 0) return null;
    const width = isEmpty || space > 4 ? 1 : space;
    return {
      mark: bullet ?? closing,
      start: number ? Number(number) : 1,
      indent: indent + length + width,
      rest: this.strip(rest, width),
      isEmpty,
    };
  }

  /** The line without its indent and a mark. @param {Line} line @param {number} indent @param {number} length @returns {Line} */
  #behind(line, indent, length) {
    const { at, column } = this.strip(line, indent);
    return { at: at + length, end: line.end, column: column + length, pad: 0 };
  }

  /** The columns of white space at the beginning. @param {Line} line */
  indent({ at, end, column, pad }) {
    const start = column;
    for (; at < end && this.#isSpace(at); at++) column += this.#text[at] === "\t" ? 4 - (column % 4) : 1;
    return column - start + pad;
  }

  /** Takes so many columns of white space away. @param {Line} line @param {number} width @returns {Line} */
  strip({ at, end, column, pad }, width) {
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
  trim({ at, end }) {
    while (at < end && this.#isSpace(at)) at++;
    while (end > at && this.#isSpace(end - 1)) end--;
    return { at, end };
  }

  /** @param {Line} line */
  isBlank(line) {
    const { at, end } = this.trim(line);
    return at === end;
  }

  /** @param {number} at */
  #isSpace(at) {
    return this.#text[at] === " " || this.#text[at] === "\t";
  }
}
