/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./message-groups.js").State} State */
/** @typedef {{ client_id: string, text: string, timestamp: string, reply_to: import("./wire.js").Quote | null,
 *   attachments: import("./wire.js").Upload[], state: State, reason: string, code: string }} Letter */

const NOT_STORED = 0;

/** My own messages that wait for their acknowledgement, as the log shows them. */
export class Unsent {
  /** @type {Map<string, Letter>} */ #letters = new Map();
  #me;

  /** @param {{ id: number, username: string }} me */
  constructor(me) {
    this.#me = me;
  }

  get size() {
    return this.#letters.size;
  }

  /** @param {{ client_id: string, text: string, timestamp: string, reply_to?: import("./wire.js").Quote | null, attachments?: import("./wire.js").Upload[] }} draft */
  add({ client_id, text, timestamp, reply_to = null, attachments = [] }) {
    this.#letters.set(client_id, { client_id, text, timestamp, reply_to, attachments, state: "pending", reason: "", code: "" });
  }

  /** @param {string} clientId @param {State} state @param {string} [reason] @param {string} [code] */
  mark(clientId, state, reason = "", code = "") {
    const letter = this.#letters.get(clientId);
    if (letter) Object.assign(letter, { state, reason, code });
    return letter !== undefined;
  }

  /** @param {string} clientId */
  discard(clientId) {
    return this.#letters.delete(clientId);
  }

  /** @returns {import("./message-groups.js").MessageRow[]} */
  rows() {
    return [...this.#letters.values()].map((letter) => ({
      kind: "message",
      key: `own-${letter.client_id}`,
      message: this.#shownAs(letter),
      state: letter.state,
      reason: letter.reason,
      code: letter.code,
      first: true,
      mine: true,
      folded: false,
    }));
  }

  /** @param {Letter} letter @returns {Message} */
  #shownAs({ client_id, text, timestamp, reply_to, attachments }) {
    return {
      id: NOT_STORED,
      version: 0,
      chat: 0,
      kind: "text",
      is_deleted: false,
      edited_at: null,
      user_avatar: null,
      user: this.#me.id,
      user_name: this.#me.username,
      client_id,
      text,
      timestamp,
      reply_to,
      attachments,
      reactions: {},
    };
  }
}
