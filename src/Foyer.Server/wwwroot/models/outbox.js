import { clock as realClock } from "./clock.js";
import { emit } from "./on.js";
/** @typedef {import("./wire.js").Frame} Frame */
/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {{ client_id: string, chat: number, text: string, reply_to?: number, attachments?: number[], tries: number, state: "waiting" | "sent" | "failed" | "paused", timer: any }} Letter */

/** An acknowledgement later than this is called a failure, though it may still come. */
export const ACKNOWLEDGE_WITHIN = 10_000;

/**
 * What I wrote and the server has not confirmed. Letters leave in the order they were written, once the room is live; after a
 * lost connection they leave again under the same `client_id`, so that nothing stands twice. Tells `change` with the letter, and
 * `done` with the `client_id` of one that is confirmed or discarded.
 */
export class Outbox extends EventTarget {
  /** @type {Map<string, Letter>} */ #letters = new Map();
  #send;
  #clock;

  /** @param {(frame: object) => boolean} send false when there is no line just now @param {Clock} [clock] */
  constructor(send, clock = realClock) {
    super();
    this.#send = send;
    this.#clock = clock;
  }

  /** @param {{ client_id: string, chat: number, text: string, reply_to?: number, attachments?: number[] }} letter */
  post(letter) {
    this.#letters.set(letter.client_id, { ...letter, tries: 0, state: "waiting", timer: null });
    this.flush();
  }

  /**
   * Goes on with a letter of an earlier page, which may have been sent then.
   * @param {{ client_id: string, chat: number, text: string, reply_to?: number, attachments?: number[] }} letter
   * @param {boolean} refused the server said no: it waits for the writer
   */
  resume(letter, refused) {
    if (this.#letters.has(letter.client_id)) return;
    this.#letters.set(letter.client_id, { ...letter, tries: 1, state: refused ? "failed" : "waiting", timer: null });
    this.flush();
  }

  /** True for a `client_id` that left more than once: its answer may stand outside the room's order. @param {string | undefined} clientId */
  isRepeated(clientId) {
    return clientId !== undefined && (this.#letters.get(clientId)?.tries ?? 0) > 1;
  }

  /** Sends what waits, unless an earlier letter is held back. */
  flush() {
    for (const letter of this.#letters.values()) {
      if (letter.state === "paused") return;
      if (letter.state === "waiting" && !this.#leave(letter)) return;
    }
  }

  /** The line is gone: whatever is not confirmed will leave again. */
  lost() {
    for (const letter of this.#letters.values()) if (letter.state === "sent") this.#set(letter, "waiting");
  }

  /** The server confirmed it. @param {string | undefined} clientId @returns {boolean} whether it was mine */
  confirmed(clientId) {
    const letter = clientId === undefined ? undefined : this.#letters.get(clientId);
    if (!letter) return false;
    this.#forget(letter);
    return true;
  }

  /** The server refused it: too fast waits as long as told, anything else has failed. @param {Frame} error */
  refused({ client_id, errors = [], retry_after }) {
    const letter = client_id === undefined ? undefined : this.#letters.get(client_id);
    if (!letter) return false;
    if (retry_after === undefined) this.#set(letter, "failed", errors[0]);
    else this.#pause(letter, retry_after * 1000);
    return true;
  }

  /** @param {string} clientId */
  retry(clientId) {
    const letter = this.#letters.get(clientId);
    if (letter) this.#set(letter, "waiting");
    this.flush();
  }

  /** @param {string} clientId @returns {Letter | undefined} */
  discard(clientId) {
    const letter = this.#letters.get(clientId);
    if (letter) this.#forget(letter);
    return letter;
  }

  get size() {
    return this.#letters.size;
  }

  /** @param {Letter} letter */
  #forget(letter) {
    this.#clock.clear(letter.timer);
    this.#letters.delete(letter.client_id);
    emit(this, "done", letter.client_id);
  }

  /** @param {Letter} letter */
  #leave(letter) {
    const { client_id, chat, text, reply_to, attachments } = letter;
    if (!this.#send({ event_type: "chat_message", chat, text, client_id, reply_to, attachments })) return false;
    letter.tries++;
    this.#set(letter, "sent");
    letter.timer = this.#clock.set(() => this.#set(letter, "failed"), ACKNOWLEDGE_WITHIN);
    return true;
  }

  /** @param {Letter} letter @param {number} pause */
  #pause(letter, pause) {
    this.#set(letter, "paused");
    letter.timer = this.#clock.set(() => this.retry(letter.client_id), pause);
  }

  /** @param {Letter} letter @param {Letter["state"]} state @param {import("./wire.js").WireError} [error] */
  #set(letter, state, error) {
    this.#clock.clear(letter.timer);
    letter.state = state;
    emit(this, "change", { client_id: letter.client_id, chat: letter.chat, state, reason: error?.detail ?? "", code: error?.code ?? "" });
  }
}
