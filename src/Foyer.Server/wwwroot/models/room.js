import { clock as realClock } from "./clock.js";
import { newClientId } from "./client-id.js";
import { Doomed } from "./doomed.js";
import { History } from "./history.js";
import { Outbox } from "./outbox.js";
import { Presence } from "./presence.js";
import { WINDOW } from "./scroll-rules.js";
import { Timeline } from "./timeline.js";
import { told } from "./told.js";
import { TypingTeller, TypingTracker } from "./typing.js";
/** @typedef {import("./wire.js").Frame} Frame */
/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./wire.js").Person} Person */
/** @typedef {{ id: number, name: string, kind: string, role: string | null, version: number, topic: string | null, archived: boolean }} RoomObject */
/** @typedef {{ me: Person, room: RoomObject, read_to: number, messages: Message[], older: boolean, members: Person[] }} Given */

const STATUS = /^.+ has (joined|left) the chat$/s;

/**
 * One open room: what is shown of it, who is here, and what I do in it. Tells `rows` (with what arrived), `people`, `typing`,
 * `about` (the room itself changed), `notice` (words for a toast), `answer` (of a command).
 */
export class Room extends EventTarget {
  #given;
  #connection;
  #api;
  #clock;
  #history;
  #fetching = "";
  /** @type {Map<string, (frame: Frame) => void>} */ #hears;
  typing = new TypingTracker();
  #teller = new TypingTeller();

  /**
   * @param {Given} given by the page
   * @param {{ connection: import("./connection.js").Connection, api: import("./stream-transport.js").Api, clock?: import("./clock.js").Clock }} parts
   */
  constructor(given, { connection, api, clock = realClock }) {
    super();
    this.#given = given;
    this.#connection = connection;
    this.#api = api;
    this.#clock = clock;
    this.#history = new History(this.id, api);
    this.timeline = new Timeline(given.me);
    this.timeline.restart(given.messages, given.older);
    if (this.timeline.unreadAfter(given.read_to) > 0) this.timeline.newAfter = given.read_to;
    this.presence = new Presence(given.me, given.members);
    this.outbox = new Outbox((frame) => connection.isLive(this.id) && connection.send(frame), clock);
    this.doomed = new Doomed((id) => void this.#request("DELETE", id), clock);
    this.#hears = this.#table();
  }

  get id() {
    return this.#given.room.id;
  }

  get about() {
    return this.#given.room;
  }

  get me() {
    return this.#given.me;
  }

  /** @param {AbortSignal} signal */
  open(signal) {
    const connection = this.#connection;
    told(connection, "frame", (frame) => this.#hear(frame), signal);
    told(connection, "state", (state) => state !== "open" && this.#lost(), signal);
    told(connection, "live", (chat) => chat === this.id && this.outbox.flush(), signal);
    told(this.outbox, "change", (letter) => this.#letterChanged(letter), signal);
    if (this.about.role !== null) connection.enter(this.id, this.about.version);
  }

  rows() {
    return this.timeline.rows();
  }

  /** @param {string} text @param {Message | null} quoted */
  async send(text, quoted = null) {
    if (this.timeline.hasNewer) await this.toLatest();
    const client_id = newClientId();
    const reply_to = quoted && { id: quoted.id, user: quoted.user, user_name: quoted.user_name, text: quoted.text.slice(0, 200) };
    this.timeline.addPending({ client_id, text, timestamp: new Date(this.#clock.now()).toISOString(), reply_to });
    this.#teller.sent();
    this.#tellRows([], true);
    this.outbox.post({ client_id, chat: this.id, text, reply_to: quoted?.id });
  }

  /** @param {number} id @param {string} text @returns {Promise<boolean>} whether it was taken */
  edit(id, text) {
    return this.#request("PATCH", id, { text });
  }

  /** @param {number} id */
  remove(id) {
    this.doomed.add(id);
    this.#tellRows([]);
  }

  /** @param {number} id */
  spare(id) {
    this.doomed.spare(id);
    this.#tellRows([]);
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.outbox.discard(clientId);
    this.timeline.discard(clientId);
    this.#tellRows([]);
  }

  typed() {
    if (this.#teller.typed(this.#clock.now())) this.#connection.send({ event_type: "typing_indicator", chat: this.id });
  }

  /** @param {number} message */
  markRead(message) {
    this.#connection.send({ event_type: "read", chat: this.id, message });
  }

  /** Fetches one more page at an end of the window, and lets go of as much at the other. @param {"older" | "newer"} side */
  page(side) {
    const { timeline } = this;
    const from = side === "older" ? timeline.oldest : timeline.newest;
    if (from === null || !(side === "older" ? timeline.hasOlder : timeline.hasNewer)) return Promise.resolve(false);
    return this.#fetch(side, async () => {
      const page = await (side === "older" ? this.#history.before(from) : this.#history.after(from));
      timeline.addPage(page.messages, side, page.onward);
      timeline.trim(WINDOW, side === "older" ? "newer" : "older");
    });
  }

  toLatest() {
    return this.#fetch("latest", async () => {
      const page = await this.#history.latest();
      this.timeline.restart(page.messages, page.onward);
    });
  }

  /** Shows a message wherever it stands. @param {number} id */
  async toMessage(id) {
    if (this.timeline.find(id)) return true;
    await this.#fetch("around", async () => {
      const page = await this.#history.around(id);
      this.timeline.show(page.messages, page.onward, page.back);
    });
    return this.timeline.find(id) !== null;
  }

  /** @param {string} what @param {() => Promise<void>} fetch */
  async #fetch(what, fetch) {
    if (this.#fetching === what) return false;
    this.#fetching = what;
    try {
      await fetch();
      this.#tellRows([]);
      return true;
    } catch {
      return false;
    } finally {
      this.#fetching = "";
    }
  }

  /** @returns {Map<string, (frame: Frame) => void>} */
  #table() {
    return new Map(
      Object.entries({
        chat_message: (frame) => this.#heardMessage(frame),
        online_user_list: ({ user_list = [] }) => this.#people(() => this.presence.listed(user_list)),
        connected_user: ({ user }) => this.#people(() => this.presence.came(user)),
        disconnected_user: ({ user }) => this.#people(() => this.presence.went(user), user.id),
        typing_indicator: ({ userId }) => this.#heardTyping(Number(userId)),
        chat_updated: (frame) => this.#tell("about", Object.assign(this.about, frame.room ?? frame.chat_object ?? pick(frame, this.about))),
        read: ({ message }) => this.#tell("read", message),
        resync: () => void this.#catchUp(),
      }),
    );
  }

  /** @param {Frame} frame */
  #hear(frame) {
    if (frame.event_type === "ready") this.timeline.block(frame.blocked ?? []);
    if (frame.event_type === "error") return this.#heardError(frame);
    if (frame.event_type === "command_result") return this.#heardResult(frame);
    if (frame.event_type === "user_changed") return this.#heardChange(frame.user);
    const chat = frame.message?.chat ?? frame.chatId ?? frame.chat;
    if (Number(chat) === this.id) this.#hears.get(frame.event_type)?.(frame);
  }

  /** @param {Frame} frame */
  #heardMessage(frame) {
    /** @type {Message} */ const message = frame.message;
    const repeated = this.outbox.isRepeated(message.client_id);
    this.outbox.confirmed(message.client_id);
    const change = this.timeline.apply(message);
    if (message.kind === "system") this.#heardStatus(message);
    if (this.typing.ended(message.user)) this.#tell("typing");
    const follows = this.#connection.isLive(this.id);
    this.#connection.place(frame, repeated);
    if (change === "added" || change === "outside") this.timeline.trim(WINDOW, "older");
    this.#tellRows(change === "added" || change === "outside" ? [message] : [], false, follows);
  }

  /** A status line is also how joining and leaving is told. @param {Message} message */
  #heardStatus({ user, user_name, user_avatar, text }) {
    const how = STATUS.exec(text)?.[1];
    if (how === "joined") this.#people(() => this.presence.joined({ id: user, username: user_name, avatar: user_avatar }));
    if (how === "left") this.#people(() => this.presence.left(user));
  }

  /** @param {number} user */
  #heardTyping(user) {
    this.typing.seen(user, this.#clock.now());
    this.#tell("typing");
  }

  /** @param {Frame} error */
  #heardError(error) {
    if (!this.outbox.refused(error) && error.client_id === undefined) this.#tell("notice", error.errors?.[0]?.detail);
  }

  /** A command was understood, so it is no message. @param {Frame} result */
  #heardResult({ client_id = "", text }) {
    if (!this.outbox.confirmed(client_id)) return;
    this.timeline.discard(client_id);
    this.#tellRows([]);
    this.#tell("answer", text);
  }

  /** @param {Person} person */
  #heardChange(person) {
    this.timeline.rename(person);
    this.#people(() => this.presence.changed(person));
    this.#tellRows([]);
  }

  async #catchUp() {
    for (let pause = 1000; !(await this.toLatest()); pause = Math.min(pause * 2, 30_000))
      await new Promise((go) => this.#clock.set(() => go(null), pause));
  }

  #lost() {
    this.outbox.lost();
    this.typing.clear();
    this.#tell("typing");
  }

  /** @param {{ client_id: string, state: string, reason: string }} change */
  #letterChanged({ client_id, state, reason }) {
    this.timeline.mark(client_id, state === "failed" ? "failed" : "pending", reason);
    this.#tellRows([]);
  }

  /** @param {() => void} change @param {number} [gone] */
  #people(change, gone) {
    change();
    if (gone !== undefined) this.typing.ended(gone);
    this.#tell("people");
    this.#tell("typing");
  }

  /** @param {string} method @param {number} id @param {object} [body] */
  async #request(method, id, body) {
    const answer = await this.#api(method, `/api/messages/${id}`, body).catch(() => null);
    const taken = answer !== null && answer.status < 400;
    if (taken && answer.body) this.#hear({ event_type: "chat_message", message: answer.body });
    if (!taken) this.#tell("notice", answer?.body?.errors?.[0]?.detail ?? "No connection. Nothing was changed.");
    this.#tellRows([]);
    return taken;
  }

  /** @param {Message[]} arrived @param {boolean} [mine] @param {boolean} [live] */
  #tellRows(arrived, mine = false, live = true) {
    this.#tell("rows", { arrived, mine, live });
  }

  /** @param {string} what @param {any} [detail] */
  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

/** @param {Record<string, any>} frame @param {object} known */
function pick(frame, known) {
  return Object.fromEntries(Object.keys(known).filter((key) => key !== "id" && key in frame).map((key) => [key, frame[key]]));
}
