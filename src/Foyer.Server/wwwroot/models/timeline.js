import { MessageWindow } from "./message-window.js";
import { groupMessages } from "./message-groups.js";
import { Unsent } from "./unsent.js";
/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./message-groups.js").MessageRow} MessageRow */

/**
 * What a room's log shows to one reader: the window of stored messages, then their own that wait for their acknowledgement, and
 * what only they see. Knows nothing of the screen.
 */
export class Timeline extends MessageWindow {
  /** @type {Set<number>} */ #blocked;
  /** @type {Set<number>} */ #unfolded = new Set();
  /** @type {import("./message-groups.js").AnswerRow[]} */ #answers = [];
  #answered = 0;
  #me;
  unsent;

  /** The id of the first message that was unread when the room was opened; fixed until it is left. @type {number | null} */
  newFrom = null;

  /** @param {{ id: number, username: string }} me @param {Iterable<number>} [blocked] */
  constructor(me, blocked = []) {
    super();
    this.#me = me;
    this.#blocked = new Set(blocked);
    this.unsent = new Unsent(me);
  }

  /** True while nobody has said anything; comings and goings do not count. */
  get isSilent() {
    return this.unsent.size === 0 && [...this.messages()].every(({ kind }) => kind === "system");
  }

  /** @param {Message} message @returns {ReturnType<MessageWindow["apply"]>} */
  apply(message) {
    const confirmed = message.client_id !== undefined && this.unsent.discard(message.client_id);
    const change = super.apply(message);
    return confirmed && change === "added" ? "confirmed" : change;
  }

  /** @param {Message} message */
  isMine(message) {
    return message.user === this.#me.id;
  }

  /** My latest message that can still be edited. */
  lastOwn() {
    return [...this.messages()].findLast((message) => this.isMine(message) && message.kind !== "system" && !message.is_deleted) ?? null;
  }

  /** Whether it counts as unread when the marker is there. @param {Message} message @param {number} after */
  isUnread(message, after) {
    return message.id > after && message.kind !== "system" && !message.is_deleted && !this.isMine(message);
  }

  /** How many in the window are above the id, by others, and count as unread. @param {number} id */
  unreadAfter(id) {
    return [...this.messages()].filter((message) => this.isUnread(message, id)).length;
  }

  /** @param {Iterable<number>} ids of the people whose messages are folded */
  block(ids) {
    this.#blocked = new Set(ids);
  }

  /** @param {number} user */
  isBlocked(user) {
    return this.#blocked.has(user);
  }

  /** Shows folded messages all the same. @param {Iterable<number>} ids */
  unfold(ids) {
    for (const id of ids) this.#unfolded.add(id);
  }

  /** Keeps what the house answered to a command, for my eyes alone, below what was said last. @param {string} command @param {string} text */
  answer(command, text) {
    this.#answers.push({ kind: "answer", key: `answer-${++this.#answered}`, command, text, after: this.newest ?? 0 });
  }

  /** @param {string} key */
  dismiss(key) {
    this.#answers = this.#answers.filter((answer) => answer.key !== key);
  }

  /** The rows to show, separators included. */
  rows() {
    const answers = this.#answers.filter(({ after }) => !this.hasOlder || after >= Number(this.oldest));
    const { newFrom } = this;
    const isInWindow = newFrom !== null && (!this.hasOlder || Number(this.oldest) <= newFrom);
    const isNew = (/** @type {Message} */ message) => isInWindow && this.isUnread(message, newFrom - 1);
    return groupMessages(this.#storedRows(), this.hasNewer ? [] : this.unsent.rows(), { answers, isNew });
  }

  /** @returns {Generator<MessageRow>} */
  *#storedRows() {
    for (const message of this.messages()) {
      const mine = this.isMine(message);
      // A confirmed message keeps the key it was shown with, so that it does not jump when it gets its id.
      const key = message.client_id && mine ? `own-${message.client_id}` : `message-${message.id}`;
      const folded = this.isBlocked(message.user) && message.kind !== "system" && !this.#unfolded.has(message.id);
      yield { kind: "message", key, message, state: "stored", reason: "", code: "", first: true, mine, folded };
    }
  }
}
