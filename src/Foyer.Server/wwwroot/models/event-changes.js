/** @typedef {{ name: string, old: string | null, now: string }} Change `old` is null where the texts are too long to show */

const NOTHING = "none";
const LONG = "description";
const MOVES = new Set(["date", "time", "time_zone", "duration_minutes", "location"]);

/** What differs between the fields as they are stored and as they are typed. @param {Record<string, string>} stored @param {Record<string, string>} typed @returns {Change[]} */
export function changesOf(stored, typed) {
  return Object.keys(stored)
    .filter((name) => plain(stored[name]) !== plain(typed[name] ?? ""))
    .map((name) => ({ name, old: name === LONG ? null : shown(stored[name]), now: shown(typed[name] ?? "") }));
}

/** Whether it is at another time or place, so that whoever comes must know. @param {Change[]} changes */
export function isMoved(changes) {
  return changes.some(({ name }) => MOVES.has(name));
}

/** Forms send other line ends than the server keeps. @param {string} text */
function plain(text) {
  return text.replaceAll("\r\n", "\n").trimEnd();
}

/** @param {string} text */
function shown(text) {
  return text.trim() || NOTHING;
}
