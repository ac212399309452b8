/** @typedef {import("./markup/inlines.js").Text} Text */
/** @typedef {import("./wire.js").Mention} Mention */
/** @typedef {{ kind: "text", text: string } | { kind: "mention", text: string, user: number } | { kind: "room", text: string, name: string }} NamePart */

const ROOM_SIGN = /(?<![^\s([{"'])#(?=[^\s#])/gu;
/** A number or a single letter after a # is rarely a room: those are links only where they are known. */
const ROOM = /^\p{L}[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}]/u;
const INSIDE = /[\p{L}\p{M}\p{N}]/u;

/**
 * Cuts a run of text where it mentions people, which the server says, and where it names rooms.
 * @param {Text} run @param {Mention[]} mentions @param {(text: string) => string | null} roomAt the known room whose name a text begins with
 * @returns {NamePart[]}
 */
export function mentionParts({ text, at }, mentions, roomAt) {
  /** @type {NamePart[]} */ const parts = [];
  let done = 0;
  for (const { user, from, length } of mentions) {
    const [start, end] = [from - at, from - at + length];
    if (start < done || end > text.length) continue;
    parts.push(...roomParts(text.slice(done, start), roomAt), { kind: "mention", text: text.slice(start, end), user });
    done = end;
  }
  return [...parts, ...roomParts(text.slice(done), roomAt)];
}

/** @param {string} text @param {(text: string) => string | null} roomAt @returns {NamePart[]} */
function roomParts(text, roomAt) {
  /** @type {NamePart[]} */ const parts = [];
  let done = 0;
  for (const { index } of text.matchAll(ROOM_SIGN)) {
    const name = index < done ? "" : roomIn(text.slice(index + 1), roomAt);
    if (!name) continue;
    if (index > done) parts.push({ kind: "text", text: text.slice(done, index) });
    done = index + 1 + name.length;
    parts.push({ kind: "room", text: text.slice(index, done), name });
  }
  if (done < text.length) parts.push({ kind: "text", text: text.slice(done) });
  return parts;
}

/** A room one is in, whatever it is called; else a word that may name one. @param {string} rest @param {(text: string) => string | null} roomAt */
function roomIn(rest, roomAt) {
  const name = roomAt(rest);
  return name !== null && !INSIDE.test(rest[name.length] ?? "") ? rest.slice(0, name.length) : (ROOM.exec(rest)?.[0] ?? "");
}
