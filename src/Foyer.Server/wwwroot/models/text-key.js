/**
 * The key by which text that people read is compared: two texts with the same key are the same. The server computes the same one
 * (Foyer.Protocol.TextKey); tests/vectors/text.json holds both to it.
 */

const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const SINGLE_QUOTES = /[\u00B4\u02B9\u02BB-\u02BD\u05F3\u2018-\u201B\u2032\u2035\u2039\u203A\uFF07]/gu;
const DOUBLE_QUOTES = /[\u00AB\u00BB\u02BA\u05F4\u201C-\u201F\u2033\u2036\u301D-\u301F\uFF02]/gu;
const HYPHENS = /[\u02D7\u058A\u05BE\u2010-\u2015\u2043\u2212\u2E3A\u2E3B\uFE31\uFE32\uFE58\uFE63\uFF0D]/gu;
const SPACES = /[\p{White_Space}\u2800]+/gu;
const NONCHARACTERS = /\p{Noncharacter_Code_Point}/gu;
const DOTTED_I = /i\u0307+/gu;
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;
const INVISIBLE = /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB\u{1D159}\u{13430}-\u{13442}]*$/u;

/** @param {string} text */
export function textKey(text) {
  if (PLAIN.test(text)) return text.toLowerCase();
  const folded = Array.from(unify(unify(text.toWellFormed()).normalize("NFKC")), fold).join("");
  return folded.replace(DOTTED_I, "i").normalize("NFKC");
}

/** @param {string} one @param {string} other */
export function sameText(one, other) {
  return one === other || textKey(one) === textKey(other);
}

/** True when a reader can see something of it. @param {string} text */
export function hasVisible(text) {
  return !INVISIBLE.test(text);
}

/** @param {string} text */
function unify(text) {
  return text
    .replace(SPACES, " ")
    .replace(IGNORABLE, "")
    .replace(NONCHARACTERS, "\uFFFD")
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(HYPHENS, "-")
    .replace(/ {2,}/g, " ")
    .trim();
}

// Down, up and down again, letter by letter, which folds ß and ẞ to ss and ς to σ wherever it is. Only ı is no i.
/** @param {string} letter */
function fold(letter) {
  return letter === "ı" ? letter : letter.toLowerCase().toUpperCase().toLowerCase();
}
