import { PAGE } from "./scroll-rules.js";
/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./stream-transport.js").Api} Api */

/** Pages of a room's stored messages, by cursor. */
export class History {
  #path;
  #api;

  /** @param {number} chat @param {Api} api */
  constructor(chat, api) {
    this.#path = `/api/chats/${chat}/messages?limit=${PAGE}`;
    this.#api = api;
  }

  latest() {
    return this.#page("");
  }

  /** @param {number} id */
  before(id) {
    return this.#page(`&before=${id}`);
  }

  /** @param {number} id */
  after(id) {
    return this.#page(`&after=${id}&sort=timestamp`);
  }

  /** @param {number} id */
  around(id) {
    return this.#page(`&around=${id}`);
  }

  /** @param {string} query @returns {Promise<{ messages: Message[], onward: boolean, back: boolean }>} */
  async #page(query) {
    const { status, body } = await this.#api("GET", this.#path + query);
    if (status !== 200) throw new Error(body?.errors?.[0]?.detail ?? `History answered ${status}.`);
    return { messages: body.results, onward: body.next !== null, back: body.previous !== null };
  }
}
