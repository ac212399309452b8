/** @typedef {{ kind: "text", text: string } | { kind: "code", text: string } | { kind: "link", text: string, href: string }
 *   | { kind: "mention" | "room", text: string, name: string } | { kind: "strong" | "em" | "s", parts: Part[] }} Part */
/** @typedef {{ kind: "pre", text: string } | { kind: "p" | "quote", lines: Part[][] } | { kind: "ul" | "ol", start: number, lines: Part[][] }} Block */
/** @typedef {{ isPerson: (name: string) => boolean, roomAt: (text: string) => string | null }} Known knows names of more than one word; `roomAt` answers the room whose name a text begins with */

const FENCE = /^```[^\n`]*$/;
/** What a line begins with when it belongs to more than a paragraph. @type {[Exclude<Block["kind"], "pre" | "p">, RegExp][]} */
const MARKS = [["quote", /^> ?/], ["ul", /^[-*] +(?=\S)/], ["ol", /^(\d{1,9})[.)] +(?=\S)/]];
const PATTERNS = [
  { kind: "code", at: /`([^`\n]+)`/ },
  { kind: "named", at: /\[([^[\]\n]{1,200})\]\(((?:https?:\/\/|mailto:)[^\s<>"'`()]*(?:\([^\s<>"'`()]*\)[^\s<>"'`()]*)*)\)/i },
  { kind: "link", at: /(?:https?:\/\/|mailto:)[^\s<>"'`]+/i },
  { kind: "strong", at: /\*\*(?=\S)([^\n]{0,500}?\S)\*\*/ },
  { kind: "em", at: /(?<![\p{L}\p{N}*_])([*_])(?=\S)([^\n*_]{0,500}?\S)\1(?![\p{L}\p{N}*_])/u },
  { kind: "s", at: /~~(?=\S)([^\n]{0,500}?\S)~~/ },
  { kind: "mention", at: /(?<![\p{L}\p{N}_])@([\p{L}\p{N}](?: ?[\p{L}\p{M}\p{N}_.-]){0,31})/u },
  { kind: "room", at: /(?<![^\s([{"'])#(?=[^\s#])/u },
];
const WORD = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}])?/u;
/** A number or a single letter behind a # is rarely a room: those are links only where they are known. */
const ROOM = /^\p{L}[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}]/u;
const INSIDE = /[\p{L}\p{M}\p{N}]/u;
/** @type {Known} */
const NONE = { isPerson: () => false, roomAt: () => null };

/** Cuts a message into what may be shown of Markdown: paragraphs, quotes, lists, code, emphasis, links, mentions, rooms. @param {string} text @param {Known} [known] @returns {Block[]} */
export function blocksOf(text, known = NONE) {
  /** @type {Block[]} */ const blocks = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; ) {
    const end = fenceEnd(lines, at);
    if (end > at) {
      blocks.push({ kind: "pre", text: lines.slice(at + 1, end).join("\n") });
      at = end + 1;
      continue;
    }
    const [kind, mark] = markOf(lines[at]);
    const start = at++;
    while (at < lines.length && lines[at].trim() !== "" && markOf(lines[at])[0] === kind && fenceEnd(lines, at) < 0) at++;
    const own = lines.slice(start, at);
    if (own.some((line) => line.trim())) blocks.push(block(kind, own, mark, known));
    while (at < lines.length && lines[at].trim() === "") at++;
  }
  return blocks;
}

/** The words alone, in one line, for quotes and lists. @param {string} text */
export function plainOf(text) {
  return blocksOf(text).map((block) => (block.kind === "pre" ? block.text : block.lines.map(wordsOf).join(" "))).join(" ");
}

/** @param {Part[]} parts @returns {string} */
function wordsOf(parts) {
  return parts.map((part) => ("parts" in part ? wordsOf(part.parts) : part.text)).join("");
}

/** Where the code that opens here is closed; -1 when none does. @param {string[]} lines @param {number} at */
function fenceEnd(lines, at) {
  return FENCE.test(lines[at]) ? lines.indexOf("```", at + 1) : -1;
}

/** @param {string} line @returns {[Exclude<Block["kind"], "pre">, RegExp]} */
function markOf(line) {
  return MARKS.find(([, mark]) => mark.test(line)) ?? ["p", /^/];
}

/** @param {Exclude<Block["kind"], "pre">} kind @param {string[]} own @param {RegExp} mark @param {Known} known @returns {Block} */
function block(kind, own, mark, known) {
  const lines = own.map((line) => inlineOf(line.replace(mark, ""), known));
  return kind === "ul" || kind === "ol" ? { kind, start: Number(mark.exec(own[0])?.[1] ?? 1), lines } : { kind, lines };
}

/** @param {string} text @param {Known} [known] @returns {Part[]} */
export function inlineOf(text, known = NONE) {
  /** @type {Part[]} */ const parts = [];
  let at = 0;
  // Each pattern keeps its next match, so that a long text is searched once and not again for every part.
  const next = PATTERNS.map(({ kind, at: pattern }) => ({ kind, pattern: new RegExp(pattern, `${pattern.flags}g`), match: /** @type {RegExpExecArray | null | undefined} */ (undefined) }));
  for (;;) {
    const found = firstFrom(next, text, at);
    if (!found?.match) break;
    if (found.match.index > at) parts.push({ kind: "text", text: text.slice(at, found.match.index) });
    const { length, part } = partOf(found.kind, found.match, known);
    parts.push(part);
    at = found.match.index + length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}

/** @param {{ kind: string, pattern: RegExp, match?: RegExpExecArray | null }[]} next @param {string} text @param {number} at */
function firstFrom(next, text, at) {
  let first = null;
  for (const each of next) {
    if (each.match !== null && (each.match === undefined || each.match.index < at)) {
      each.pattern.lastIndex = at;
      each.match = each.pattern.exec(text);
    }
    if (each.match && (!first?.match || each.match.index < first.match.index)) first = each;
  }
  return first;
}

/** @param {string} kind @param {RegExpExecArray} match @param {Known} known @returns {{ length: number, part: Part }} */
function partOf(kind, match, known) {
  const whole = match[0];
  switch (kind) {
    case "code":
      return { length: whole.length, part: { kind, text: match[1] } };
    case "link":
      return linkOf(whole);
    case "named":
      return { length: whole.length, part: URL.canParse(match[2]) ? { kind: "link", text: match[1], href: match[2] } : { kind: "text", text: whole } };
    case "mention":
      return named(kind, "@", personIn(match[1], known));
    case "room":
      return named(kind, "#", roomIn(match.input.slice(match.index + 1), known));
    default:
      return { length: whole.length, part: { kind: /** @type {"strong" | "em" | "s"} */ (kind), parts: inlineOf(match[2] ?? match[1], known) } };
  }
}

/** @param {"mention" | "room"} kind @param {string} sign @param {string} name @returns {{ length: number, part: Part }} */
function named(kind, sign, name) {
  const text = sign + name;
  return { length: text.length, part: name ? { kind, text, name } : { kind: "text", text } };
}

/** The longest name that is somebody's; else the first word. @param {string} rest @param {Known} known */
function personIn(rest, known) {
  for (let end = rest.length; rest.lastIndexOf(" ", end - 1) > 0; end--)
    if (INSIDE.test(rest[end - 1]) && !INSIDE.test(rest[end] ?? "") && known.isPerson(rest.slice(0, end))) return rest.slice(0, end);
  return WORD.exec(rest)?.[0] ?? "";
}

/** A room one is in, whatever it is called; else a word that may name one. @param {string} rest @param {Known} known */
function roomIn(rest, known) {
  const name = known.roomAt(rest);
  return name !== null && !INSIDE.test(rest[name.length] ?? "") ? rest.slice(0, name.length) : (ROOM.exec(rest)?.[0] ?? "");
}

/** Punctuation after an address belongs to the sentence, a closing bracket only if it was opened inside. @param {string} whole @returns {{ length: number, part: Part }} */
function linkOf(whole) {
  let text = whole.replace(/[.,;:!?*_~]+$/u, "");
  while (text.endsWith(")") && !text.includes("(")) text = text.slice(0, -1).replace(/[.,;:!?]+$/u, "");
  const length = text.length;
  return URL.canParse(text) ? { length, part: { kind: "link", text, href: text } } : { length, part: { kind: "text", text } };
}
