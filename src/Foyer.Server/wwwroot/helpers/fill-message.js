import { plainText } from "../models/markup/plain.js";
import { fillAvatar } from "./fill-avatar.js";
import { fillFiles } from "./fill-files.js";
import { fillReactions } from "./fill-reactions.js";
/** @typedef {import("../models/message-groups.js").MessageRow} MessageRow */
/** Stands for @all and @here in the mentions of a message. */
const EVERYBODY = 0;
/**
 * @typedef {object} Reader who reads, and what they may do here
 * @property {{ id: number, username: string }} me
 * @property {boolean} moderates
 * @property {boolean} mayWrite
 * @property {number | null} editing the message being edited
 * @property {(id: number) => boolean} pendingDeletes whether a message is to be deleted in a moment
 * @property {(user: number) => boolean} blocked
 * @property {(user: number) => string | null} nameOf
 * @property {(name: string) => HTMLElement} copy of a template
 */

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
  const gone = message.is_deleted || reader.pendingDeletes(message.id);
  mark(item, row, reader, gone);
  fillHead(item, row);
  fillSubject(part(item, "message__subject"), gone ? null : message.subject);
  fillBody(item, row, gone, reader);
  /** @type {import("../elements/event-card.js").EventCard} */ (part(item, "message__card")).show((!gone && message.event) || null);
  fillQuote(item, gone ? null : message.reply_to, reader);
  fillFiles(part(item, "message__files"), gone ? [] : (message.attachments ?? []), reader.copy);
  fillReactions(part(item, "reactions"), gone ? {} : (message.reactions ?? {}), reader, () => reader.copy("reaction"));
  fillState(item, row);
  fillActions(item, row, reader, gone);
}

/** @param {HTMLElement} line @param {string | null | undefined} subject */
function fillSubject(line, subject) {
  line.hidden = !subject;
  line.textContent = subject ?? "";
}

/** The accessible name is author, text, then files, reactions, and the time last (A2). @param {HTMLElement} item */
function name(item) {
  const parts = ["author", "subject", "said", "gone", "files", "reactions", "time"].flatMap((each) => {
    const element = item.querySelector(`.message__${each}:not([hidden])`);
    if (element) element.id = `${item.id}-${each}`;
    return element ? [element.id] : [];
  });
  item.setAttribute("aria-labelledby", parts.join(" "));
}

/** @param {HTMLElement} item @param {MessageRow} row @param {Reader} reader @param {boolean} gone */
function mark(item, { first, mine, state, message }, { me, editing }, gone) {
  const marks = {
    first,
    mine,
    pending: state === "pending",
    failed: state === "failed",
    gone,
    editing: editing === message.id && message.id > 0,
  };
  for (const [each, on] of Object.entries(marks)) item.classList.toggle(`message--${each}`, on);
  item.classList.toggle(
    "message--mention",
    !mine && !gone && (message.mentions ?? []).some(({ user }) => user === me.id || user === EVERYBODY),
  );
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

/** @param {HTMLElement} item @param {MessageRow} row @param {boolean} gone @param {Reader} reader */
function fillBody(item, { message }, gone, { me }) {
  const text = /** @type {import("../elements/message-text.js").MessageText} */ (part(item, "message__said"));
  if (gone) text.show("");
  else text.show(message.text, { mentions: message.mentions, me: me.id, edited: message.edited_at });
  text.hidden = gone || (message.text === "" && !message.edited_at);
  const instead = part(item, "message__gone");
  instead.hidden = !gone;
  instead.textContent = gone ? "Message deleted" : "";
}

/** @param {HTMLElement} item @param {import("../models/wire.js").Quote | null | undefined} quote @param {Reader} reader */
function fillQuote(item, quote, { blocked }) {
  const reply = /** @type {HTMLAnchorElement} */ (part(item, "reply"));
  reply.hidden = !quote;
  reply.href = `#message-${quote?.id}`;
  part(reply, "reply__name").textContent = quote?.user_name ?? "";
  part(reply, "reply__text").textContent = quote ? quoteWords(quote.text, blocked(quote.user)) : "";
}

/** @param {string} text @param {boolean} hidden */
function quoteWords(text, hidden) {
  return hidden ? "Message hidden" : plainText(text) || "Message deleted";
}

/** @param {HTMLElement} item @param {MessageRow} row */
function fillState(item, { state, reason, code }) {
  part(item, "message__sending").hidden = state !== "pending";
  part(item, "message__unsent").hidden = state !== "failed";
  part(item, "message__reason").textContent = reason ? `Not sent: ${reason}` : "Not sent";
  const asCommand = /** @type {HTMLElement} */ (item.querySelector('[data-act="send-as-text"]'));
  asCommand.hidden = code !== "unknown_command";
}

/** What the row's own buttons offer; the menu offers the rest. @param {HTMLElement} item @param {MessageRow} row @param {Reader} reader @param {boolean} gone */
function fillActions(item, { state, mine, message }, { moderates, mayWrite }, gone) {
  part(item, "message__actions").hidden = state !== "stored" || gone || !message.id;
  for (const [act, allowed] of Object.entries(mayDo(message, { mine, moderates, mayWrite }))) {
    const button = /** @type {HTMLElement | null} */ (item.querySelector(`.message__actions [data-act="${act}"]`));
    if (button) button.hidden = !allowed;
  }
}

/**
 * What one may do with a stored message.
 * @param {import("../models/wire.js").Message} message @param {{ mine: boolean, moderates: boolean, mayWrite: boolean, pinned?: boolean }} reader
 * @returns {Record<string, boolean>}
 */
export function mayDo({ text, kind }, { mine, moderates, mayWrite, pinned = false }) {
  return {
    react: mayWrite,
    reply: mayWrite,
    edit: mine && mayWrite && kind !== "system",
    remove: mine || moderates,
    pin: mayWrite && !pinned,
    unpin: mayWrite && pinned,
    report: !mine,
    words: text !== "",
    copy: true,
    unread: !mine,
  };
}

/** @param {Element} item @param {string} name @returns {HTMLElement} */
function part(item, name) {
  return /** @type {HTMLElement} */ (item.querySelector(`.${name}`));
}
