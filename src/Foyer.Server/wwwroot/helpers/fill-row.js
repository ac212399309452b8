import { dayWords } from "../models/day-words.js";

/** @param {HTMLElement} item @param {string} timestamp @param {Date} now */
export function fillDay(item, timestamp, now) {
  const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
  time.dateTime = timestamp;
  time.textContent = dayWords(new Date(timestamp), now, document.documentElement.lang);
}

/** Messages of people one blocked. @param {HTMLElement} item @param {import("../models/rows.js").HiddenRow} row */
export function fillHidden(item, { ids }) {
  words(item, "words", ids.length === 1 ? "1 message hidden" : `${ids.length} messages hidden`);
}

/** What the house answered to a command. @param {HTMLElement} item @param {import("../models/rows.js").AnswerRow} row */
export function fillAnswer(item, { command, text }) {
  words(item, "command", `/${command}`);
  words(item, "words", text);
}

/** @param {HTMLElement} item @param {string} name @param {string} text */
function words(item, name, text) {
  /** @type {HTMLElement} */ (item.querySelector(`[data-${name}]`)).textContent = text;
}
