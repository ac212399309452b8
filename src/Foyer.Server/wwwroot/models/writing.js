import { newClientId } from "./client-id.js";
import { told } from "./told.js";
import { TypingTeller } from "./typing.js";
/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./wire.js").Upload} Upload */

/** What I write in a room: shown at once, sent when the line is there, kept with its reason when it was refused. */
export class Writing {
  #room;
  #connection;
  #teller = new TypingTeller();

  /** @param {import("./room.js").Room} room @param {import("./connection.js").Connection} connection */
  constructor(room, connection) {
    this.#room = room;
    this.#connection = connection;
  }

  /** @param {AbortSignal} signal */
  follow(signal) {
    told(this.#room.outbox, "change", (letter) => this.#letterChanged(letter), signal);
  }

  /** @param {string} text @param {{ quoted?: Message | null, attachments?: Upload[] }} [more] */
  async send(text, { quoted = null, attachments = [] } = {}) {
    const room = this.#room;
    if (room.timeline.hasNewer) await room.toLatest();
    const client_id = newClientId();
    const reply_to = quoted && { id: quoted.id, user: quoted.user, user_name: quoted.user_name, text: quoted.text.slice(0, 200) };
    room.timeline.unsent.add({ client_id, text, timestamp: new Date(room.now).toISOString(), reply_to, attachments });
    this.#teller.sent();
    room.tellRows([], true);
    const files = attachments.length > 0 ? attachments.map(({ id }) => id) : undefined;
    room.outbox.post({ client_id, chat: room.id, text, reply_to: quoted?.id, attachments: files });
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.#room.outbox.discard(clientId);
    this.#room.timeline.unsent.discard(clientId);
    this.#room.tellRows([]);
  }

  typed() {
    if (this.#teller.typed(this.#room.now)) this.#connection.send({ event_type: "typing_indicator", chat: this.#room.id });
  }

  /** @param {{ client_id: string, state: string, reason: string, code: string }} change */
  #letterChanged({ client_id, state, reason, code }) {
    this.#room.timeline.unsent.mark(client_id, state === "failed" ? "failed" : "pending", reason, code);
    this.#room.tellRows([]);
  }
}
