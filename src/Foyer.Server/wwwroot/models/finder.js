import { plainText } from "./markup/plain.js";
/** @typedef {"from" | "in" | "before" | "after" | "has"} Filter */
/** @typedef {{ kind: string, title: string, text: string, href?: string, insert?: string, glyph?: string, person?: string, avatar?: string | null }} Option */

const FILTERS = /^(from|in|before|after|has):(\S*)$/i;
const DAY = 86_400_000;

export const CONTENT_KINDS = ["file", "image", "link", "reaction", "pin"];

/** The filter that is being typed at the end, if one is. @param {string} typed @returns {{ name: Filter, value: string } | null} */
export function openFilter(typed) {
  const [, name, value] = FILTERS.exec(typed.split(/\s+/).at(-1) ?? "") ?? [];
  return name ? { name: /** @type {Filter} */ (name.toLowerCase()), value: value.replace(/^[@#]/, "") } : null;
}

/** What was typed without its filters: what people, rooms and events are looked for by. @param {string} typed */
export function plainTerms(typed) {
  return typed
    .split(/\s+/)
    .filter((part) => part && !FILTERS.test(part))
    .join(" ");
}

/** True when only messages can be meant. @param {string} typed */
export function hasFilters(typed) {
  return typed.split(/\s+/).some((part) => FILTERS.test(part));
}

/** The line with the open filter filled in. @param {string} typed @param {Filter} name @param {string} value */
export function filled(typed, name, value) {
  const quoted = /\s/.test(value) ? `"${value}"` : value;
  return `${typed.replace(/\S*$/, "")}${name}:${quoted} `;
}

/** Values that a filter may take without asking the server. @param {Filter} name @param {string} value @param {number} now @returns {{ value: string, note: string }[]} */
export function knownValues(name, value, now) {
  const days = [0, 1, 7, 30].map((back) => new Date(now - back * DAY).toISOString().slice(0, 10));
  const dates = days.map((day, at) => ({ value: day, note: ["today", "yesterday", "a week ago", "a month ago"][at] }));
  const all =
    name === "has" ? CONTENT_KINDS.map((thing) => ({ value: thing, note: "" })) : name === "before" || name === "after" ? dates : [];
  return all.filter((one) => one.value.startsWith(value.toLowerCase()));
}

/** @param {"room" | "user" | "event" | "message"} kind @param {any} found @returns {Option} */
export function toOption(kind, found) {
  if (kind === "room")
    return {
      kind: "Room",
      title: found.name,
      text: found.topic ?? "",
      href: `/rooms/${found.id}`,
      glyph: found.kind === "public" ? "hash" : "lock",
    };
  if (kind === "user")
    return {
      kind: "Person",
      title: found.username,
      text: "",
      href: `/profile/${encodeURIComponent(found.username)}`,
      person: found.username,
      avatar: found.avatar,
    };
  if (kind === "event")
    return {
      kind: "Event",
      title: found.title,
      text: [found.date, found.time, found.location].filter(Boolean).join(" "),
      href: `/event-detail?id=${found.id}`,
      glyph: "calendar",
    };
  return {
    kind: "Message",
    title: found.user_name,
    text: plainText(found.text),
    href: `/rooms/${found.chat}#message-${found.id}`,
    person: found.user_name,
    avatar: found.user_avatar,
  };
}
