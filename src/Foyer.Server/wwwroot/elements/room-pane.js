import { api } from "../helpers/api.js";
import { openConnection } from "../helpers/live-connection.js";
import { messageActionHandlers } from "../helpers/message-action-handlers.js";
import { makeRoomForKeyboard } from "../helpers/soft-keyboard.js";
import { toast, toastAfterNavigation } from "../helpers/toast.js";
import { adoptUnsent, unsent } from "../helpers/unsent.js";
import { trackReading } from "../helpers/track-reading.js";
import { Room } from "../models/room.js";
import { on } from "../models/on.js";
import "./connection-banner.js";
import "./confirm-dialog.js";
import "./emoji-picker.js";
import "./shortcut-list.js";
import "./member-list.js";
import "./message-composer.js";
import "./message-list.js";
import "./message-menu.js";
import "./new-messages.js";
import "./image-viewer.js";
import "./pin-list.js";
import "./report-dialog.js";
import "./settings-dialog.js";
import "./typing-indicator.js";
import "./absent-notice.js";
/** @typedef {import("../models/wire.js").Message} Message */

const PARTS = "message-list, message-composer, typing-indicator, member-list, pin-list";

/** An open room: brings its parts together and carries out what they ask for. Its attribute `ready` says that they listen. */
class RoomPane extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Room} */ #room = /** @type {any} */ (null);
  /** @type {import("../models/read-rules.js").ReadRules} */ #reading = /** @type {any} */ (null);
  /** @type {string | null} */ #since = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    const given = JSON.parse(/** @type {Element} */ (this.querySelector("script[type='application/json']")).textContent ?? "");
    const room = (this.#room = new Room(given, { connection: openConnection(), api, unsent }));
    for (const part of /** @type {NodeListOf<any>} */ (this.querySelectorAll(PARTS))) part.enter(room, signal);
    this.#reading = trackReading(room, this.#list, given.read_to, signal);
    this.#listen(room, signal);
    this.#showPills();
    addEventListener("pagehide", () => room.pendingDeletes.executeAll(), { signal });
    makeRoomForKeyboard(signal);
    room.open(signal);
    void this.#resume(true);
    on(openConnection(), "state", (state) => state === "open" && void this.#resume(false), signal);
    this.setAttribute("ready", "");
  }

  disconnectedCallback() {
    this.#connected?.abort();
    this.removeAttribute("ready");
  }

  /** Goes on with what earlier pages, or tabs that are closed, left unsent. @param {boolean} first */
  async #resume(first) {
    const letters = await adoptUnsent((chat) => chat === this.#room.id, first);
    this.#room.sender.resume(letters);
    if (first) await this.#composer?.takeOver();
  }

  /** @param {Room} room @param {AbortSignal} signal */
  #listen(room, signal) {
    const composer = () => this.#composer;
    const act = messageActionHandlers(room, {
      get composer() {
        return composer();
      },
      menu: this.#part("message-menu"),
      picker: this.#part("emoji-picker"),
      reports: this.#part("report-dialog"),
      viewer: this.#part("image-viewer"),
      reading: this.#reading,
    });
    on(this, "message-act", act, signal);
    on(this, "post", ({ text, quoted, attachments }) => void room.sender.send(text, { quoted, attachments }), signal);
    on(this, "edit", ({ message, text }) => void this.#edit(message, text), signal);
    on(this, "edit-last", () => act({ act: "edit", message: room.timeline.lastOwn() }), signal);
    on(this, "editing", (id) => this.#setEditing(id), signal);
    on(this, "ask-emoji", ({ anchor, take }) => this.#part("emoji-picker").ask(anchor, take), signal);
    on(this, "show", (id) => void this.#list.show(id), signal);
    on(this, "missing", () => toast("That message is not here any more."), signal);
    on(this, "report", ({ message, reason }) => void this.#report(message, reason), signal);
    on(this, "jump", () => this.#list.toEnd(), signal);
    on(this, "mark-read", () => this.#reading.markNow(room.timeline.latest), signal);
    for (const name of ["seen", "mark-read"]) on(this, name, () => this.#showPills(), signal);
    on(room, "read", () => this.#showPills(), signal);
    on(room, "notice", (words) => toast(words, undefined, { danger: true }), signal);
    on(room, "answer", ({ command, chat, page }) => this.#follow(command, chat, page), signal);
    on(room, "about", (news) => this.#showAbout(news), signal);
    on(room, "about", () => void this.#openFoot(room, signal), signal);
  }

  /** A command may lead to a page, to another room, or out of this one. @param {string} command @param {number | null} chat @param {string | null} page */
  #follow(command, chat, page) {
    if (page) return location.assign(page);
    if (chat !== null && chat !== this.#room.id) location.assign(`/rooms/${chat}`);
    else if (command === "leave") location.assign("/room");
  }

  /** @param {{ id: number, text: string }} message @param {string} text */
  async #edit(message, text) {
    if (text !== message.text && !(await this.#room.actions.edit(message.id, text))) return;
    if (this.#composer?.edited?.id === message.id) this.#composer.setAside();
  }

  /** @param {Message} message @param {string} reason */
  async #report(message, reason) {
    if (!(await this.#room.actions.report(message.id, reason))) return;
    this.#part("report-dialog").reported(message);
    toast("Reported. A moderator will look at it.");
  }

  /** @param {number | null} id */
  #setEditing(id) {
    if (this.#list.editing === id) return;
    this.#list.editing = id;
    this.#list.refresh();
  }

  #showPills() {
    const { rules } = this.#list;
    const { timeline, unread } = this.#room;
    const away = !rules.following || timeline.hasNewer;
    const pills = /** @type {import("./new-messages.js").NewMessages} */ (this.#part("new-messages"));
    this.#since = timeline.find(timeline.newFrom ?? 0)?.timestamp ?? this.#since;
    pills.show({ away, waiting: rules.waiting, unread: unread.count, since: this.#since });
  }

  /** The room has a new name or topic, is closed, or I have another role in it. @param {{ deleted: boolean, left: boolean }} news */
  #showAbout({ deleted, left }) {
    const { name, topic, kind, role } = this.#room.about;
    if (deleted) return this.#closeTransport(`${name} was deleted.`);
    if (role === null && left) return this.#closeTransport(`You left ${name}.`);
    if (role === null && kind !== "public") return this.#closeTransport(`You are not in ${name} any more.`);
    this.#part("[data-room-name]").textContent = name;
    this.#part("[data-room-topic]").textContent = topic ?? "";
    const closed = /** @type {HTMLElement | null} */ (this.querySelector("[data-closed]"));
    if (this.#composer) this.#composer.hidden = !this.#room.mayWrite;
    if (closed) closed.hidden = this.#room.mayWrite;
    if (closed) closed.textContent = closedWords(this.#room.about);
    this.#list.refresh();
  }

  /** There is nothing here any more that one may see. @param {string} words */
  #closeTransport(words) {
    toastAfterNavigation(words);
    location.replace("/room");
  }

  /** Whoever came to read and has just got the right to write, by a booking, gets the composer from the page as it is now. @param {Room} room @param {AbortSignal} signal */
  async #openFoot(room, signal) {
    if (this.#composer || !room.mayWrite) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = [...page.querySelectorAll(".room__foot > typing-indicator, .room__foot > message-composer, .room__foot > [data-closed]")];
    const note = this.querySelector("[data-reading]");
    if (!note || fresh.length === 0) return;
    note.replaceWith(...fresh.map((part) => document.importNode(part, true)));
    for (const part of /** @type {NodeListOf<any>} */ (this.querySelectorAll("message-composer, typing-indicator")))
      part.enter(room, signal);
    await this.#part("message-composer").takeOver();
  }

  get #list() {
    return /** @type {import("./message-list.js").MessageList} */ (this.#part("message-list"));
  }

  get #composer() {
    return /** @type {import("./message-composer.js").MessageComposer | null} */ (this.querySelector("message-composer"));
  }

  /** @param {string} selector @returns {any} */
  #part(selector) {
    return this.querySelector(selector);
  }
}

/** Why one cannot write. @param {import("../models/room.js").RoomObject} about */
function closedWords({ role, archived }) {
  if (role === null) return "You are not in this room any more.";
  return archived ? "This room is closed. What was said stays readable." : "You may read here, but not write.";
}

customElements.define("room-pane", RoomPane);
