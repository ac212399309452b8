import { newClientId } from "./client-id.js";
import { on } from "./on.js";
import { TypingSender } from "./typing.js";
/** @typedef {import("./wire.js").Upload} Upload */

/** What I write in a room: shown at once, sent when the line is there, kept with its reason when it was refused. */
export class MessageSender {
  #room;
  #connection;
  #store;
  #source = new TypingSender();

  /**
   * @param {import("./room.js").Room} room @param {import("./connection.js").Connection} connection
   * @param {Pick<import("./unsent-store.js").UnsentStore, "put" | "remove" | "mark">} store where it survives the page
   */
  constructor(room, connection, store) {
    this.#room = room;
    this.#connection = connection;
    this.#store = store;
  }

  /** @param {AbortSignal} signal */
  follow(signal) {
    on(this.#room.outbox, "change", (letter) => this.#letterChanged(letter), signal);
    on(this.#room.outbox, "done", (clientId) => this.#store.remove(clientId), signal);
  }

  /** Goes on with what earlier pages could not send. @param {import("./unsent-store.js").Letter[]} letters */
  resume(letters) {
    const { timeline, outbox } = this.#room;
    const stored = new Set([...timeline.messages()].map(({ client_id }) => client_id));
    for (const letter of letters)
      if (stored.has(letter.client_id)) this.#store.remove(letter.client_id);
      else {
        timeline.unsent.add(letter);
        if (letter.refused) timeline.unsent.mark(letter.client_id, "failed", letter.refused.reason, letter.refused.code);
        outbox.resume(frameOf(letter), Boolean(letter.refused));
      }
    this.#room.emitRows([]);
  }

  /** @param {string} text @param {{ quoted?: import("./wire.js").Quote | null, attachments?: Upload[] }} [more] */
  async send(text, { quoted = null, attachments = [] } = {}) {
    const room = this.#room;
    const letter = {
      client_id: newClientId(),
      chat: room.id,
      text,
      timestamp: new Date(room.now).toISOString(),
      reply_to: quoted && quoteOf(quoted),
      attachments,
    };
    // First of all: whatever happens from here on, the text is not lost.
    this.#store.put(letter);
    if (room.timeline.hasNewer) await room.toLatest();
    room.timeline.unsent.add(letter);
    this.#source.sent();
    room.emitRows([], true);
    room.outbox.post(frameOf(letter));
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.#room.outbox.discard(clientId);
    this.#room.timeline.unsent.discard(clientId);
    this.#room.emitRows([]);
  }

  typed() {
    if (this.#source.typed(this.#room.now)) this.#connection.send({ event_type: "typing_indicator", chat: this.#room.id });
  }

  /** @param {{ client_id: string, state: string, reason: string, code: string }} change */
  #letterChanged({ client_id, state, reason, code }) {
    if (state === "failed" && code) this.#store.mark(client_id, { reason, code });
    else if (state === "waiting") this.#store.mark(client_id, null);
    this.#room.timeline.unsent.mark(client_id, state === "failed" ? "failed" : "pending", reason, code);
    this.#room.emitRows([]);
  }
}

/** What a reply repeats of a message. @param {import("./wire.js").Quote} message @returns {import("./wire.js").Quote} */
export function quoteOf({ id, user, user_name, text }) {
  return { id, user, user_name, text: text.slice(0, 200) };
}

/** What is sent of a letter. @param {import("./unsent-store.js").Letter} letter */
export function frameOf({ client_id, chat, text, reply_to, attachments }) {
  const files = attachments.length > 0 ? attachments.map(({ id }) => id) : undefined;
  return { client_id, chat, text, reply_to: reply_to?.id, attachments: files };
}
