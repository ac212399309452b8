import { after, before, isClosing, isOpening, isPunctuation, isSpace } from "./characters.js";

const SCHEME = /https?:\/\/|www\./iy;
const ENDS = /[<>"`\\\p{Cc}\p{Zl}\p{Zp}]/u;
/** Punctuation of Chinese, Japanese and Korean, which no space follows. */
const WIDE = /[\u3001-\u3004\u3008-\u3020\u3030-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
const HOST = /(?:[^\s/?#@<>()[\]]{1,64}@)?(?:\[[0-9a-f:.]{2,45}\]|[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*)(?::\d{1,5})?/iuy;
const LOCAL = /[\p{L}\p{N}._+-]/u;
const LOCAL_END = /[\p{L}\p{N}_]/u;
const DOMAIN = /[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/uy;
const WORD = /[0-9a-z]/i;
const WWW_BEFORE = /[0-9a-z@/.:=&?%#+-]/i;

/** The web address that starts at an index, without the punctuation of the sentence around it. @param {string} text @param {number} start @returns {{ end: number, href: string } | null} */
export function webAddress(text, start) {
  SCHEME.lastIndex = start;
  const scheme = SCHEME.exec(text)?.[0];
  if (!scheme) return null;
  const isBare = scheme.toLowerCase() === "www.";
  if ((isBare ? WWW_BEFORE : WORD).test(before(text, start))) return null;
  const host = hostEnd(text, start + scheme.length);
  if (host < 0) return null;
  const end = trimmed(text, start, extent(text, host));
  const address = text.slice(start, end);
  if (!isBare) return { end, href: address };
  return /^www\.[^/?#]*[^/?#.]\.[^/?#.]/i.test(address) ? { end, href: `http://${address}` } : null;
}

/** Where the host ends that begins at an index, with its port; -1 when none does. @param {string} text @param {number} at */
export function hostEnd(text, at) {
  HOST.lastIndex = at;
  return HOST.test(text) ? HOST.lastIndex : -1;
}

/** @param {string} text @param {number} host */
function extent(text, host) {
  if (!"/?#".includes(text[host] ?? " ")) return host;
  let open = 0;
  let end = host;
  for (;;) {
    const character = after(text, end);
    if (isSpace(character) || ENDS.test(character)) return end;
    if (character > "\x7f" && (WIDE.test(character) || isOpening(character) || isClosing(character))) return end;
    if (character === "[") open++;
    if (character === "]" && --open < 0) return end;
    end += character.length;
  }
}

/** Without trailing punctuation; a closing bracket belongs to the address only if the address opens it. @param {string} text @param {number} start @param {number} end */
function trimmed(text, start, end) {
  const surplus = { ")": surplusOf(text, start, end, "(", ")"), "}": surplusOf(text, start, end, "{", "}") };
  for (;;) {
    const last = before(text, end);
    if (last === ")" || last === "}") {
      if (surplus[last]-- <= 0) return end;
    } else if (!/[?!.,:;*_~'"]/.test(last) && !(last > "\x7f" && isPunctuation(last))) return end;
    end -= last.length;
  }
}

/** @param {string} text @param {number} start @param {number} end @param {string} opening @param {string} closing */
function surplusOf(text, start, end, opening, closing) {
  let surplus = 0;
  for (let index = start; index < end; index++) surplus += text[index] === closing ? 1 : text[index] === opening ? -1 : 0;
  return surplus;
}

/** The first e-mail address at or after an index. @param {string} text @param {number} from @returns {{ start: number, end: number, href: string } | null} */
export function mailAddress(text, from) {
  for (let at = text.indexOf("@", from); at >= 0; at = text.indexOf("@", at + 1)) {
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text)?.[0];
    if (!domain || /[_-]$/.test(domain) || !LOCAL_END.test(before(text, at))) continue;
    let start = at;
    while (start > from && LOCAL.test(before(text, start))) start -= before(text, start).length;
    while (/[.+-]/.test(text[start])) start++;
    const end = at + 1 + domain.length;
    const scheme = text.slice(Math.max(from, start - 7), start);
    const hasScheme = scheme.toLowerCase() === "mailto:" && !WORD.test(before(text, start - 7));
    return hasScheme
      ? { start: start - 7, end, href: text.slice(start - 7, end) }
      : { start, end, href: `mailto:${text.slice(start, end)}` };
  }
  return null;
}
