/** @typedef {import("./wire.js").Message} Message */
/** @typedef {"stored" | "pending" | "failed"} State */
/** @typedef {{ kind: "message", key: string, message: Message, state: State, reason: string, code: string, first: boolean, mine: boolean, folded: boolean }} MessageRow */
/** @typedef {{ kind: "hidden", key: string, ids: number[] }} HiddenRow */
/** @typedef {{ kind: "answer", key: string, text: string, command: string, after: number }} AnswerRow */
/** @typedef {{ kind: "day", key: string, timestamp: string } | { kind: "new", key: string } | HiddenRow | AnswerRow | MessageRow} Row */

/** One author's messages share a header while they follow each other within five minutes. */
export const GROUP_MINUTES = 5;

/**
 * Lays out what a log shows: a line where a day begins and where the unread begin, messages in groups, those of blocked people
 * folded together, and answers to my commands where they were given.
 * @param {Iterable<MessageRow>} stored by id @param {Iterable<MessageRow>} unsent
 * @param {{ answers?: AnswerRow[], isNew?: (message: Message) => boolean }} more
 */
export function groupMessages(stored, unsent, { answers = [], isNew = () => false }) {
  const layout = new Layout(isNew);
  const waiting = [...answers];
  for (const row of stored) {
    while (waiting.length > 0 && waiting[0].after < row.message.id) layout.answer(/** @type {AnswerRow} */ (waiting.shift()));
    layout.message(row);
  }
  for (const answer of waiting) layout.answer(answer);
  for (const row of unsent) layout.message(row);
  return layout.rows;
}

class Layout {
  /** @type {Row[]} */ rows = [];
  /** @type {MessageRow | null} */ #previous = null;
  #day = "";
  #announced = false;
  #isNew;

  /** @param {(message: Message) => boolean} isNew */
  constructor(isNew) {
    this.#isNew = isNew;
  }

  /** @param {AnswerRow} row */
  answer(row) {
    this.#separate(row);
  }

  /** @param {MessageRow} row */
  message(row) {
    const day = dayOf(row.message.timestamp);
    if (day !== this.#day) this.#separate({ kind: "day", key: `day-${day}`, timestamp: row.message.timestamp });
    this.#day = day;
    if (!this.#announced && this.#isNew(row.message)) {
      this.#separate({ kind: "new", key: "new" });
      this.#announced = true;
    }
    if (row.folded) return this.#fold(row.message.id);
    row.first = startsGroup(this.#previous, row);
    this.rows.push((this.#previous = row));
  }

  /** @param {number} id */
  #fold(id) {
    this.#previous = null;
    const last = this.rows.at(-1);
    if (last?.kind === "hidden") last.ids.push(id);
    else this.rows.push({ kind: "hidden", key: `hidden-${id}`, ids: [id] });
  }

  /** @param {Row} row */
  #separate(row) {
    this.rows.push(row);
    this.#previous = null;
  }
}

/** The reader's own calendar day. @param {string} timestamp */
export function dayOf(timestamp) {
  const date = new Date(timestamp);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** @param {MessageRow | null} previous @param {MessageRow} row */
function startsGroup(previous, row) {
  if (!previous || row.message.kind === "system" || previous.message.kind === "system") return true;
  if (previous.message.user !== row.message.user || previous.message.user_name !== row.message.user_name) return true;
  if (row.message.reply_to) return true;
  const apart = Date.parse(row.message.timestamp) - Date.parse(previous.message.timestamp);
  return apart > GROUP_MINUTES * 60_000;
}
