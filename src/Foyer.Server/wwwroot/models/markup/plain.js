import { parse } from "./blocks.js";

/** The words of a message alone, on one line, for previews. @param {string} text */
export function plainText(text) {
  return parse(text)
    .map(wordsOf)
    .join(" ")
    .replace(/[ \t\n]+/g, " ")
    .replace(/^ | $/g, "");
}

/** @param {import("./blocks.js").Block} block @returns {string} */
function wordsOf(block) {
  switch (block.kind) {
    case "pre":
      return block.text;
    case "p":
      return inline(block.parts);
    case "quote":
      return block.blocks.map(wordsOf).join(" ");
    default:
      return block.items.flat().map(wordsOf).join(" ");
  }
}

/** @param {import("./inlines.js").Inline[]} parts @returns {string} */
function inline(parts) {
  return parts.map((part) => (part.kind === "break" ? " " : "parts" in part ? inline(part.parts) : part.text)).join("");
}
