import { dayText } from "../models/date-text.js";
import { fillMessage } from "./fill-message.js";
/** @typedef {import("../models/message-groups.js").Row} Row */
/** @typedef {import("../models/room.js").Room} Room */

/** Everything but the message itself that decides how a row looks. @param {Row} row @param {Room} room @param {number | null} editing */
export function appearanceOf(row, { pendingDeletes, about }, editing) {
  if (row.kind === "hidden") return String(row.ids.length);
  if (row.kind !== "message") return row.key;
  const { id } = row.message;
  return [row.first, row.state, row.reason, pendingDeletes.has(id), editing === id, about.role, about.archived].join();
}

/** @param {HTMLElement} item @param {Row} row @param {{ room: Room, editing: number | null, copy: (name: string) => HTMLElement }} given */
export function fillRow(item, row, { room, editing, copy }) {
  if (row.kind === "day") fillDay(item, row.timestamp, new Date());
  if (row.kind === "hidden") fillHidden(item, row);
  if (row.kind === "answer") fillAnswer(item, row);
  if (row.kind !== "message") return;
  const { me, moderates, mayWrite, pendingDeletes, timeline } = room;
  fillMessage(item, row, {
    me,
    moderates,
    mayWrite,
    editing,
    copy,
    pendingDeletes: (id) => pendingDeletes.has(id),
    blocked: (id) => timeline.isBlocked(id),
    nameOf: (id) => room.nameOf(id),
  });
}

/** @param {HTMLElement} item @param {string} timestamp @param {Date} now */
function fillDay(item, timestamp, now) {
  const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
  time.dateTime = timestamp;
  time.textContent = dayText(new Date(timestamp), now, document.documentElement.lang);
}

/** Messages of people one blocked. @param {HTMLElement} item @param {import("../models/message-groups.js").HiddenRow} row */
function fillHidden(item, { ids }) {
  words(item, "words", ids.length === 1 ? "1 message hidden" : `${ids.length} messages hidden`);
}

/** What the house answered to a command. @param {HTMLElement} item @param {import("../models/message-groups.js").AnswerRow} row */
function fillAnswer(item, { command, text }) {
  words(item, "command", `/${command}`);
  /** @type {import("../elements/message-text.js").MessageText} */ (item.querySelector("message-text")).text = text;
}

/** @param {HTMLElement} item @param {string} name @param {string} text */
function words(item, name, text) {
  /** @type {HTMLElement} */ (item.querySelector(`[data-${name}]`)).textContent = text;
}
