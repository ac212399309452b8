import { hostEnd } from "./addresses.js";

const DESTINATION = /https?:\/\/|mailto:(?=[^\s)>])/iy;
const MOST_PARENTHESES = 32;
/** What a backslash may stand before. */
export const ESCAPED = /[!-/:-@[-`{-~]/;

/** `(address "title")`, which follows the text of a link; the title is not used. @param {string} text @param {number} at @returns {{ href: string, end: number } | null} */
export function destination(text, at) {
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
export function leads(href) {
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
