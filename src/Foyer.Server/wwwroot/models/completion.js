import { textKey } from "./text-key.js";

/** @typedef {"people" | "rooms" | "commands" | "emoji"} Kind */
/** @typedef {{ kind: Kind, asked: string, from: number, to: number, bare: boolean, quotes: boolean }} Word */

const BEFORE = /(?:^|[\s([{"'])/.source;
/** @type {{ kind: Kind, at: RegExp }[]} */
const SIGNS = [
  { kind: "people", at: new RegExp(`${BEFORE}@([\\p{L}\\p{M}\\p{N}_.-]*)$`, "u") },
  { kind: "rooms", at: new RegExp(`${BEFORE}#([\\p{L}\\p{M}\\p{N}_.-]*)$`, "u") },
  { kind: "emoji", at: new RegExp(`${BEFORE}:([a-z0-9_+-]{2,})$`, "iu") },
];
const COMMAND = /^\/(?!\/)(\S*)$/u;
/**
 * What the first argument of a command names.
 * @type {Record<string, Kind>}
 */
const NAMED = { pm: "people", invite: "people", kick: "people", ban: "people", unban: "people", join: "rooms" };
const ARGUMENT = /^\/(\w+) +("?)([^"\n]*)$/u;

/**
 * The word at the cursor that can be completed: a person, a room or an event, or an emoji behind its sign, a command at the very
 * beginning, or whom or what a command is about.
 * @param {string} text @param {number} caret @returns {Word | null}
 */
export function wordAt(text, caret) {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { kind: "commands", asked: command[1], from: 0, to: caret, bare: false, quotes: false };
  for (const { kind, at } of SIGNS) {
    const found = at.exec(before);
    if (found) return { kind, asked: found[1], from: caret - found[1].length - 1, to: caret, bare: false, quotes: false };
  }
  return argumentAt(before);
}

/** @param {string} before @returns {Word | null} */
function argumentAt(before) {
  const found = ARGUMENT.exec(before);
  const kind = found && NAMED[found[1].toLowerCase()];
  if (!found || !kind || (kind === "people" && !found[2] && /\s/u.test(found[3]))) return null;
  const [, , quote, asked] = found;
  return {
    kind,
    asked,
    from: before.length - asked.length - quote.length,
    to: before.length,
    bare: true,
    quotes: kind === "people" && (quote !== "" || found[1] === "pm"),
  };
}

/** A name as a command takes it. @param {string} name @param {Word} word */
export function argument(name, { kind, quotes }) {
  return kind === "people" && (quotes || name.includes(" ")) ? `"${name}"` : name;
}

/**
 * Whether a suggestion goes with the word as it stands now: one may have typed on since it was asked for.
 * @param {{ value: string, name: string }} suggestion @param {Word} shown @param {Word} now
 */
export function stillMeans({ value, name }, shown, now) {
  if (now.kind !== shown.kind || now.from !== shown.from) return false;
  return now.asked === shown.asked || [value, name].some((text) => textKey(text).includes(textKey(now.asked)));
}

/** Puts what was chosen in the word's place, with a space behind. @param {string} text @param {Word} word @param {string} value @returns {{ text: string, caret: number }} */
export function complete(text, { from, to }, value) {
  const rest = text.slice(to);
  const put = rest.startsWith(" ") ? value : `${value} `;
  return { text: text.slice(0, from) + put + rest, caret: from + put.length + (rest.startsWith(" ") ? 1 : 0) };
}
