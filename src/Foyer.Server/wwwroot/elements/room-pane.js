import { api } from "../helpers/api.js";
import { openLine } from "../helpers/line.js";
import { makeRoomForKeyboard } from "../helpers/soft-keyboard.js";
import { toast } from "../helpers/toast.js";
import { watchReading } from "../helpers/watch-reading.js";
import { Room } from "../models/room.js";
import { told } from "../models/told.js";
import "./connection-banner.js";
import "./confirm-dialog.js";
import "./member-list.js";
import "./message-composer.js";
import "./message-list.js";
import "./new-messages.js";
import "./typing-line.js";
/** @typedef {import("../models/wire.js").Message} Message */

/** An open room: brings its parts together and carries out what they ask for. Its attribute `ready` says that they listen. */
class RoomPane extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Room} */ #room = /** @type {any} */ (null);
  /** @type {import("../models/read-rules.js").ReadRules} */ #reading = /** @type {any} */ (null);
  /** @type {string | null} */ #since = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    const given = JSON.parse(/** @type {Element} */ (this.querySelector("script[type='application/json']")).textContent ?? "");
    const room = (this.#room = new Room(given, { connection: openLine(), api }));
    for (const part of /** @type {NodeListOf<any>} */ (this.querySelectorAll("message-list, message-composer, typing-line, member-list"))) part.enter(room, signal);
    this.#since = room.timeline.firstAfter(given.read_to);
    this.#reading = watchReading(room, this.#list, given.read_to, signal);
    for (const name of ["message-act", "post", "edit", "edit-last", "set-aside", "seen", "jump", "mark-read"])
      told(this, name, (detail) => this.#told(name, detail), signal);
    told(room, "notice", toast, signal);
    told(room, "answer", (words) => toast(words, undefined, { stays: true }), signal);
    room.addEventListener("about", () => this.#showAbout(), { signal });
    addEventListener("pagehide", () => room.doomed.executeAll(), { signal });
    makeRoomForKeyboard(signal);
    room.open(signal);
    this.setAttribute("ready", "");
  }

  disconnectedCallback() {
    this.#connected?.abort();
    this.removeAttribute("ready");
  }

  /** @param {string} name @param {any} detail */
  #told(name, detail) {
    if (name === "message-act") this.#act(detail.act, detail.message);
    else if (name === "post") void this.#room.send(detail.text, detail.message);
    else if (name === "edit") void this.#edit(detail.message, detail.text);
    else if (name === "edit-last") this.#act("edit", this.#room.timeline.lastOwn());
    else if (name === "set-aside") this.#setEditing(null);
    else if (name === "jump") this.#list.toEnd();
    else if (name === "mark-read") this.#reading.markNow();
    if (name === "seen" || name === "mark-read") this.#showPills();
  }

  /** @param {string} act @param {Message | null} message */
  #act(act, message) {
    if (!message) return;
    const { outbox } = this.#room;
    if (act === "edit" || act === "reply") this.#take(act, message);
    else if (act === "remove") this.#remove(message);
    else if (act === "retry") outbox.retry(String(message.client_id));
    else if (act === "discard") this.#room.discard(String(message.client_id));
    else if (act === "copy") void this.#copyLink(message);
    else if (act === "leave") this.#composer.input.focus();
  }

  /** @param {"edit" | "reply"} act @param {Message} message */
  #take(act, message) {
    this.#composer.take(act, message);
    this.#setEditing(act === "edit" ? message.id : null);
  }

  /** @param {Message} message @param {string} text */
  async #edit(message, text) {
    if (text !== message.text && !(await this.#room.edit(message.id, text))) return;
    if (this.#composer.edited?.id === message.id) this.#composer.setAside();
  }

  /** @param {Message} message */
  #remove({ id }) {
    if (this.#composer.edited?.id === id) this.#composer.setAside();
    this.#room.remove(id);
    toast("Message deleted", { label: "Undo", run: () => this.#room.spare(id) });
  }

  /** @param {Message} message */
  async #copyLink({ id }) {
    const link = `${location.origin}${location.pathname}#message-${id}`;
    const copied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
    toast(copied ? "Link copied" : link);
  }

  /** @param {number | null} id */
  #setEditing(id) {
    this.#list.editing = id;
    this.#list.refresh();
  }

  #showPills() {
    const { rules } = this.#list;
    const unread = this.#room.timeline.unreadAfter(this.#reading?.marked ?? 0);
    const away = !rules.following || this.#room.timeline.hasNewer;
    const pills = /** @type {import("./new-messages.js").NewMessages} */ (this.querySelector("new-messages"));
    pills.show({ away, waiting: rules.waiting, unread, since: this.#since });
  }

  /** The room has a new name or topic, or is closed. */
  #showAbout() {
    const { name, topic, archived } = this.#room.about;
    /** @type {Element} */ (this.querySelector("[data-room-name]")).textContent = name;
    /** @type {Element} */ (this.querySelector("[data-room-topic]")).textContent = topic;
    this.#composer.hidden = archived;
    this.#list.refresh();
  }

  get #list() {
    return /** @type {import("./message-list.js").MessageList} */ (this.querySelector("message-list"));
  }

  get #composer() {
    return /** @type {import("./message-composer.js").MessageComposer} */ (this.querySelector("message-composer"));
  }
}

customElements.define("room-pane", RoomPane);
