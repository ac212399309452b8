const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u;
const SPACE = /[\t\n\p{Zs}]/u;
const OPENING = /[\p{Ps}\p{Pi}]/u;
const CLOSING = /[\p{Pe}\p{Pf}]/u;

/** The code point that ends before an index; "" at the start. @param {string} text @param {number} index */
export function before(text, index) {
  if (index === 0) return "";
  const low = text.charCodeAt(index - 1);
  return index > 1 && low >= 0xdc00 && low <= 0xdfff ? text.slice(index - 2, index) : text[index - 1];
}

/** The code point that starts at an index; "" at the end. @param {string} text @param {number} index */
export function after(text, index) {
  return index < text.length ? String.fromCodePoint(/** @type {number} */ (text.codePointAt(index))) : "";
}

/** @param {string} character */
export function isPunctuation(character) {
  return PUNCTUATION.test(character);
}

/** The start and the end of a paragraph count as white space. @param {string} character */
export function isSpace(character) {
  return character === "" || SPACE.test(character);
}

/** @param {string} character */
export function isOpening(character) {
  return OPENING.test(character);
}

/** @param {string} character */
export function isClosing(character) {
  return CLOSING.test(character);
}

/** Letters of scripts that are written without spaces between words. @param {string} character */
export function isCjk(character) {
  const code = character.codePointAt(0) ?? 0;
  return (
    ((code >= 0x2e80 && code <= 0x9fff) ||
      (code >= 0xac00 && code <= 0xd7ff) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xff66 && code <= 0xff9f) ||
      (code >= 0x20000 && code <= 0x3ffff)) &&
    !isPunctuation(character)
  );
}
