import { dayWords } from "../models/day-words.js";
import { fillAvatar } from "./fill-avatar.js";
/** @typedef {import("../models/timeline.js").MessageRow} MessageRow */
/** @typedef {{ me: { id: number, username: string }, moderates: boolean, mayWrite: boolean, doomed: (id: number) => boolean, editing: number | null }} Reader */

/** Puts a message into its row, whether the server made the row or the template did. @param {HTMLElement} item @param {MessageRow} row @param {Reader} reader */
export function fillMessage(item, row, reader) {
  const { message } = row;
  item.id = message.id ? `message-${message.id}` : row.key;
  item.dataset.key = row.key;
  if (message.kind === "system") part(item, "message__said").textContent = message.text;
  else fillTalk(item, row, reader);
  name(item);
}

/** @param {HTMLElement} item @param {MessageRow} row @param {Reader} reader */
function fillTalk(item, row, reader) {
  const { message } = row;
  const gone = message.is_deleted || reader.doomed(message.id);
  mark(item, row, reader, gone);
  fillHead(item, row);
  fillBody(item, row, gone, reader.me.username);
  /** @type {import("../elements/event-card.js").EventCard} */ (part(item, "message__card")).show((!gone && !row.folded && message.event) || null);
  fillQuote(item, gone ? null : message.reply_to);
  fillState(item, row);
  fillActions(item, row, reader, gone);
}

/** @param {HTMLElement} item @param {string} timestamp @param {Date} now */
export function fillDay(item, timestamp, now) {
  const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
  time.dateTime = timestamp;
  time.textContent = dayWords(new Date(timestamp), now, document.documentElement.lang);
}

/** The accessible name is author, text, then the time (A2). @param {HTMLElement} item */
function name(item) {
  const parts = ["author", "said", "gone", "time"].flatMap((each) => {
    const element = item.querySelector(`.message__${each}:not([hidden])`);
    if (element) element.id = `${item.id}-${each}`;
    return element ? [element.id] : [];
  });
  item.setAttribute("aria-labelledby", parts.join(" "));
}

/** @param {HTMLElement} item @param {MessageRow} row @param {Reader} reader @param {boolean} gone */
function mark(item, { first, mine, state, message, folded }, { me, editing }, gone) {
  const marks = { first, mine, folded, pending: state === "pending", failed: state === "failed", gone, editing: editing === message.id && message.id > 0 };
  for (const [each, on] of Object.entries(marks)) item.classList.toggle(`message--${each}`, on);
  item.classList.toggle("message--mention", !mine && !gone && mentions(message.text, me.username));
}

/** @param {HTMLElement} item @param {MessageRow} row */
function fillHead(item, { first, message }) {
  part(item, "message__author").textContent = message.user_name;
  fillAvatar(part(item, "message__avatar"), message.user_name, message.user_avatar);
  for (const time of item.querySelectorAll("local-time")) time.setAttribute("datetime", message.timestamp);
  part(item, "message__head").classList.toggle("visually-hidden", !first);
  part(item, "message__avatar").hidden = !first;
  part(item, "message__moment").hidden = first;
  const link = /** @type {HTMLAnchorElement} */ (part(item, "message__time"));
  if (message.id) link.href = `#message-${message.id}`;
}

/** @param {HTMLElement} item @param {MessageRow} row @param {boolean} gone @param {string} me */
function fillBody(item, { message, folded }, gone, me) {
  const text = /** @type {import("../elements/message-text.js").MessageText} */ (part(item, "message__said"));
  text.edited = gone ? null : (message.edited_at ?? null);
  text.text = gone || folded ? "" : message.text;
  text.hidden = gone || folded;
  for (const each of text.querySelectorAll(".mention")) each.classList.toggle("mention--me", each.textContent?.toLowerCase() === `@${me.toLowerCase()}`);
  const instead = part(item, "message__gone");
  instead.hidden = !gone && !folded;
  instead.textContent = gone ? "Message deleted" : folded ? "Message of somebody you blocked" : "";
}

/** @param {HTMLElement} item @param {import("../models/wire.js").Quote | null | undefined} quote */
function fillQuote(item, quote) {
  const reply = /** @type {HTMLAnchorElement} */ (part(item, "reply"));
  reply.hidden = !quote;
  reply.href = `#message-${quote?.id}`;
  part(reply, "reply__name").textContent = quote?.user_name ?? "";
  part(reply, "reply__text").textContent = quote ? quote.text || "Message deleted" : "";
}

/** @param {HTMLElement} item @param {MessageRow} row */
function fillState(item, { state, reason }) {
  part(item, "message__sending").hidden = state !== "pending";
  part(item, "message__unsent").hidden = state !== "failed";
  part(item, "message__reason").textContent = reason ? `Not sent: ${reason}` : "Not sent";
}

/** @param {HTMLElement} item @param {MessageRow} row @param {Reader} reader @param {boolean} gone */
function fillActions(item, { state, mine, message }, { moderates, mayWrite }, gone) {
  part(item, "message__actions").hidden = state !== "stored" || gone;
  const may = { reply: mayWrite, edit: mine && mayWrite, remove: mine || moderates, copy: true };
  for (const [act, allowed] of Object.entries(may)) {
    const button = /** @type {HTMLElement | null} */ (item.querySelector(`[data-act="${act}"]`));
    if (button) button.hidden = !allowed || !message.id;
  }
}

/** @param {string} text @param {string} username */
function mentions(text, username) {
  return text.includes("@") && new RegExp(`(^|[^\\p{L}\\p{N}_])@(${literal(username)}|all|here)(?![\\p{L}\\p{N}_])`, "iu").test(text);
}

/** @param {string} text */
function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** @param {Element} item @param {string} name @returns {HTMLElement} */
function part(item, name) {
  return /** @type {HTMLElement} */ (item.querySelector(`.${name}`));
}
