import { after, before, isCjk, isClosing, isOpening, isPunctuation, isSpace } from "./characters.js";

/** Marks nested deeper than this show nothing, so that no text makes a tree that is slow to show. */
const DEEPEST = 12;

/**
 * A run of `*`, `_` or `~` that may open or close emphasis (CommonMark 0.30, delimiter runs).
 * @typedef {{ kind: "delimiter", mark: string, at: number, length: number, run: number, opens: boolean, closes: boolean, previous?: any, next?: any }} Delimiter
 */

/** @param {string} text @param {number} at @returns {Delimiter} */
export function delimiterAt(text, at) {
  const mark = text[at];
  let end = at + 1;
  while (text[end] === mark) end++;
  const run = end - at;
  const [previous, next] = [before(text, at), after(text, end)];
  const [opens, closes] = mark === "_" ? underscore(previous, next) : flanking(previous, next, true);
  const isMark = mark !== "~" || run === 2;
  return { kind: "delimiter", mark, at, length: run, run, opens: isMark && opens, closes: isMark && closes };
}

/** Whether a run is left-flanking and right-flanking. @param {string} previous @param {string} next @param {boolean} cjk whether text without spaces counts as a boundary */
function flanking(previous, next, cjk) {
  const left = !isSpace(next) && (!isPunctuation(next) || isSpace(previous) || isPunctuation(previous) || (cjk && isCjk(previous)));
  const right = !isSpace(previous) && (!isPunctuation(previous) || isSpace(next) || isPunctuation(next) || (cjk && isCjk(next)));
  return [left, right];
}

/** Not inside words; and between two punctuation characters only where one of them is a bracket or the like, so that (^_^) stays. @param {string} previous @param {string} next */
function underscore(previous, next) {
  const [left, right] = flanking(previous, next, false);
  if (!isPunctuation(previous) || !isPunctuation(next))
    return [left && (!right || isPunctuation(previous)), right && (!left || isPunctuation(next))];
  if (previous === next) return [false, false];
  return [
    isOpening(previous) || /["'*~]/.test(previous) || isOpening(next) || /[¡¿]/.test(next),
    isClosing(next) || /["'*~.,;:!?…]/.test(next) || isClosing(previous),
  ];
}

/**
 * Wraps what matching delimiters enclose; the rest stay characters. Nothing but marks, as in (*_*), is no text to emphasise.
 * @param {import("./node-list.js").NodeList<any>} nodes @param {Delimiter[]} delimiters
 */
export function resolveEmphasis(nodes, delimiters) {
  /** Below which index no opener is left, by kind of closer. @type {Map<string, number>} */ const bottom = new Map();
  for (let index = 0; index < delimiters.length; index++) {
    const closer = delimiters[index];
    while (closer.closes && closer.length > 0) {
      const key = `${closer.mark}${closer.opens}${closer.run % 3}`;
      const found = openerOf(delimiters, index, bottom.get(key) ?? 0);
      if (found < 0) {
        bottom.set(key, index);
        break;
      }
      if (holdsOnlyMarks(delimiters[found], closer)) {
        delimiters[found].opens = false;
        break;
      }
      delimiters.splice(found + 1, index - found - 1);
      for (const [each, limit] of bottom) if (limit > found + 1) bottom.set(each, found + 1);
      index = found + 1;
      wrap(nodes, delimiters[found], closer);
    }
  }
}

/** @param {Delimiter[]} delimiters @param {number} index @param {number} bottom */
function openerOf(delimiters, index, bottom) {
  const closer = delimiters[index];
  for (let at = index - 1; at >= bottom; at--) {
    const opener = delimiters[at];
    if (opener.opens && opener.mark === closer.mark && opener.length > 0 && isPair(opener, closer)) return at;
  }
  return -1;
}

/** @param {Delimiter} opener @param {Delimiter} closer */
function isPair(opener, closer) {
  return !((opener.closes || closer.opens) && closer.run % 3 !== 0 && (opener.run + closer.run) % 3 === 0);
}

/** @param {Delimiter} opener @param {Delimiter} closer */
function holdsOnlyMarks(opener, closer) {
  let node = opener.next;
  while (node !== closer && node.kind === "delimiter") node = node.next;
  return node === closer;
}

/** @param {import("./node-list.js").NodeList<any>} nodes @param {Delimiter} opener @param {Delimiter} closer */
function wrap(nodes, opener, closer) {
  const used = opener.length >= 2 && closer.length >= 2 ? 2 : 1;
  opener.length -= used;
  closer.length -= used;
  closer.at += used;
  const kind = closer.mark === "~" ? "s" : used === 2 ? "strong" : "em";
  const parts = nodes.between(opener, closer);
  const depth = 1 + parts.reduce((deepest, part) => Math.max(deepest, part.depth ?? 0), 0);
  nodes.replace(opener, closer, { kind: depth > DEEPEST ? "flat" : kind, parts, depth });
}
