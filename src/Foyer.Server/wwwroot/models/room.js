import { clock as realClock } from "./clock.js";
import { MessageActions } from "./message-actions.js";
import { PendingDeletes } from "./pending-deletes.js";
import { History } from "./history.js";
import { TimelinePages } from "./timeline-pages.js";
import { Outbox } from "./outbox.js";
import { fetchMembers, Presence } from "./presence.js";
import { ReadMarker } from "./read-marker.js";
import { RoomChanges } from "./room-changes.js";
import { Timeline } from "./timeline.js";
import { emit, on } from "./on.js";
import { TypingTracker } from "./typing.js";
import { UnreadCount } from "./unread-count.js";
import { MessageSender } from "./message-sender.js";
/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./wire.js").Person} Person */
/** @typedef {{ id: number, name: string, kind: string, role: string | null, version: number, topic: string | null, archived: boolean }} RoomObject */
/** @typedef {{ me: Person, room: RoomObject, read_to: number, unread?: number, first_unread?: number | null, latest?: number, messages: Message[], older: boolean, newer?: boolean, members: Person[], blocked?: number[], pins?: number[] }} Given */

const NO_STORE = { put() {}, remove() {}, mark() {} };

/**
 * One open room: what is shown of it, who is here, and what I do in it. Tells `rows` (with what arrived), `people`, `typing`,
 * `about` (the room itself changed), `pins`, `read` (the marker moved elsewhere), `notice` (words for a toast), `answer` (of a command).
 */
export class Room extends EventTarget {
  #initialState;
  #connection;
  #api;
  #clock;
  #changes;
  #pages;
  /** The message that the reader is at, unless they follow the end. @type {number | null} */ readingAt = null;
  typing = new TypingTracker();

  /**
   * @param {Given} given by the page
   * @param {{ connection: import("./connection.js").Connection, api: import("./stream-transport.js").Api,
   *   unsent?: Pick<import("./unsent-store.js").UnsentStore, "put" | "remove" | "mark">, clock?: import("./clock.js").Clock }} parts
   */
  constructor(given, { connection, api, unsent = NO_STORE, clock = realClock }) {
    super();
    this.#initialState = given;
    this.#connection = connection;
    this.#api = api;
    this.#clock = clock;
    this.timeline = new Timeline(given.me, given.blocked);
    this.timeline.restart(given.messages, given.older);
    this.timeline.hasNewer = given.newer === true;
    this.timeline.latest = Math.max(this.timeline.latest, given.latest ?? 0);
    this.timeline.newFrom = given.first_unread ?? null;
    this.unread = new UnreadCount(this.timeline, given.read_to, given.unread ?? 0);
    this.presence = new Presence(given.me, given.members);
    this.pins = new Set(given.pins);
    this.outbox = new Outbox((frame) => connection.isLive(this.id) && connection.send(frame), clock);
    this.sender = new MessageSender(this, connection, unsent);
    this.actions = new MessageActions(this.id, api, {
      changed: (message) => this.#changes.hear({ event_type: "chat_message", message }),
      refused: (words) => this.tell("notice", words),
    });
    this.pendingDeletes = new PendingDeletes((id) => void this.actions.remove(id).then(() => this.emitRows([])), clock);
    this.marker = new ReadMarker(this, connection, clock);
    this.#pages = new TimelinePages(new History(this.id, api), this.timeline, () => this.emitRows([]));
    this.#changes = new RoomChanges(this, connection);
  }

  get id() {
    return this.#initialState.room.id;
  }

  get about() {
    return this.#initialState.room;
  }

  get me() {
    return this.#initialState.me;
  }

  get now() {
    return this.#clock.now();
  }

  get mayWrite() {
    return this.about.role !== null && this.about.role !== "reader" && !this.about.archived;
  }

  /** False once the session is over: nothing leaves this page any more. */
  get isConnectable() {
    return this.#connection.state !== "ended";
  }

  get moderates() {
    return this.about.role === "owner" || this.about.role === "moderator";
  }

  /** @param {AbortSignal} signal */
  open(signal) {
    const connection = this.#connection;
    on(connection, "frame", (frame) => this.#changes.hear(frame), signal);
    on(connection, "state", (state) => (state === "open" ? this.marker.resend() : this.#lost()), signal);
    on(connection, "live", (chat) => chat === this.id && this.outbox.flush(), signal);
    this.sender.follow(signal);
    if (this.about.role !== null) connection.enter(this.id, this.about.version);
  }

  rows() {
    return this.timeline.rows();
  }

  /** Somebody's name, as far as it was seen here. @param {number} id */
  nameOf(id) {
    if (id === this.me.id) return this.me.username;
    const said = () => [...this.timeline.messages()].find((message) => message.user === id && message.kind !== "system");
    return this.presence.nameOf(id) ?? said()?.user_name ?? null;
  }

  /** @param {number} id */
  remove(id) {
    this.pendingDeletes.add(id);
    this.emitRows([]);
  }

  /** @param {number} id */
  spare(id) {
    this.pendingDeletes.spare(id);
    this.emitRows([]);
  }

  /** Adds my reaction, or takes it back. @param {Message} message @param {string} emoji */
  react({ id, reactions }, emoji) {
    const mine = reactions?.[emoji]?.includes(this.me.id) ?? false;
    return this.actions.react(id, emoji, !mine);
  }

  /** @param {number} id @param {boolean} pinned */
  async pin(id, pinned) {
    if (!(await this.actions.pin(id, pinned))) return false;
    if (pinned) this.pins.add(id);
    else this.pins.delete(id);
    this.tell("pins");
    return true;
  }

  /** @param {"older" | "newer"} side */
  page(side) {
    return this.#pages.page(side);
  }

  toLatest() {
    return this.#pages.latest();
  }

  /** @param {number} id */
  toMessage(id) {
    return this.#pages.around(id);
  }

  /** Who came and went while the connection was down was not announced. */
  async refreshMembers() {
    const members = await fetchMembers(this.id, this.#api);
    if (members === null) return;
    this.presence.restart(members);
    this.tell("people");
  }

  /** Too much was missed for a replay: starts again from the latest page, or from what is being read, as often as it takes. */
  async catchUp() {
    const again = () => (this.readingAt === null ? this.#pages.latest() : this.#pages.refresh(this.readingAt));
    for (let pause = 1000; !(await again()); pause = Math.min(pause * 2, 30_000))
      await new Promise((go) => this.#clock.set(() => go(null), pause));
    this.marker.recount();
  }

  /** @param {Message[]} arrived @param {boolean} [mine] @param {boolean} [live] */
  emitRows(arrived, mine = false, live = true) {
    this.tell("rows", { arrived, mine, live });
  }

  /** @param {string} what @param {any} [detail] */
  tell(what, detail) {
    emit(this, what, detail);
  }

  #lost() {
    this.outbox.lost();
    this.typing.clear();
    this.tell("typing");
  }
}
