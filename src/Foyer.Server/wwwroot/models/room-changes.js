/** @typedef {import("./wire.js").Frame} Frame */
/** @typedef {import("./wire.js").Message} Message */

const STATUS = /^.+ has (joined|left) the chat$/s;

/** What the server says about one room, and what it changes there. */
export class RoomChanges {
  #room;
  #connection;
  #opened = false;
  /** @type {Map<string, (frame: Frame) => void>} */ #hears;

  /** @param {import("./room.js").Room} room @param {import("./connection.js").Connection} connection */
  constructor(room, connection) {
    this.#room = room;
    this.#connection = connection;
    this.#hears = new Map(
      Object.entries({
        chat_message: (frame) => this.#message(frame),
        online_user_list: ({ user_list = [] }) => this.#people(() => room.presence.listed(user_list)),
        connected_user: ({ user }) => this.#people(() => room.presence.came(user)),
        disconnected_user: ({ user }) => this.#people(() => {}, user.id),
        typing_indicator: ({ userId }) => this.#typing(Number(userId)),
        chat_updated: (frame) => this.#about(frame),
        read: ({ message, unread }) => this.#read(Number(message), unread),
        resync: () => void room.catchUp(),
      }),
    );
  }

  /** @param {Frame} frame */
  hear(frame) {
    const room = this.#room;
    if (frame.event_type === "ready") return this.#ready(frame);
    if (frame.event_type === "error") return this.#error(frame);
    if (frame.event_type === "command_result") return this.#result(frame);
    if (frame.event_type === "presence") return this.#people(() => room.presence.changedTo(frame.users));
    if (frame.event_type === "user_changed") return this.#changed(frame.user);
    const chat = frame.message?.chat ?? frame.chatId ?? frame.chat;
    if (Number(chat) === room.id) this.#hears.get(frame.event_type)?.(frame);
  }

  /** @param {Frame} frame */
  #ready({ blocked = [] }) {
    if (this.#opened) void this.#room.refreshMembers();
    this.#opened = true;
    this.#room.timeline.block(blocked);
    this.#room.emitRows([]);
  }

  /** @param {Frame} frame */
  #message(frame) {
    const room = this.#room;
    /** @type {Message} */ const message = frame.message;
    const repeated = room.outbox.isRepeated(message.client_id);
    room.outbox.confirmed(message.client_id);
    const isNew = message.id > room.timeline.latest;
    const change = room.timeline.apply(message);
    if (isNew) room.unread.arrived(message);
    else if (message.is_deleted && !room.unread.isExact) room.marker.recount();
    if (message.kind === "system") this.#status(message);
    if (room.typing.ended(message.user)) room.tell("typing");
    const follows = this.#connection.isLive(room.id);
    this.#connection.place(frame, repeated);
    room.emitRows(change === "added" || change === "outside" ? [message] : [], false, follows);
  }

  /** The marker was moved elsewhere, or with this page's request. @param {number} message @param {number} [unread] */
  #read(message, unread) {
    this.#room.unread.moved(message, unread);
    this.#room.tell("read", message);
  }

  /** A status line is also how joining and leaving is told. @param {Message} message */
  #status({ user, user_name, user_avatar, text }) {
    const how = STATUS.exec(text)?.[1];
    if (how === "joined") this.#people(() => this.#room.presence.joined({ id: user, username: user_name, avatar: user_avatar }));
    if (how === "left") this.#people(() => this.#room.presence.left(user));
  }

  /** @param {number} user */
  #typing(user) {
    this.#room.typing.seen(user, this.#room.now);
    this.#room.tell("typing");
  }

  /** The room has another name or topic, is closed or gone, or my role in it changed. @param {Frame} frame */
  #about(frame) {
    const { about } = this.#room;
    for (const key of Object.keys(about)) if (key !== "version" && key in frame) Object.assign(about, { [key]: frame[key] });
    this.#room.tell("about", { deleted: frame.deleted === true, left: frame.left === true });
  }

  /** @param {Frame} error */
  #error(error) {
    if (!this.#room.outbox.refused(error) && error.client_id === undefined) this.#room.tell("notice", error.errors?.[0]?.detail);
  }

  /** A command was understood, so it is no message. @param {Frame} result */
  #result({ client_id = "", command = "", text = "", chat, page }) {
    const room = this.#room;
    if (!room.outbox.confirmed(client_id)) return;
    room.timeline.unsent.discard(client_id);
    room.timeline.answer(command, text);
    room.emitRows([], true);
    room.tell("answer", { command, text, chat: chat ?? null, page: page ?? null });
  }

  /** @param {import("./wire.js").Person} person */
  #changed(person) {
    this.#room.timeline.rename(person);
    this.#people(() => this.#room.presence.changed(person));
    this.#room.emitRows([]);
  }

  /** @param {() => void} change @param {number} [gone] */
  #people(change, gone) {
    change();
    if (gone !== undefined) this.#room.typing.ended(gone);
    this.#room.tell("people");
    this.#room.tell("typing");
  }
}
