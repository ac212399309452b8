/** @typedef {import("./wire.js").Message} Message */
/** @typedef {{ changed: (message: Message) => void, refused: (words: string) => void }} Ears */

const NO_CONNECTION = "No connection. Nothing was changed.";

/** What one does to messages that stand already. Each tells whether it was taken; a refusal is told in words. */
export class MessageActions {
  #chat;
  #api;
  #changes;

  /** @param {number} chat @param {import("./stream-transport.js").Api} api @param {Ears} ears */
  constructor(chat, api, ears) {
    this.#chat = chat;
    this.#api = api;
    this.#changes = ears;
  }

  /** @param {number} id @param {string} text */
  edit(id, text) {
    return this.#taken("PATCH", `/api/messages/${id}`, { text });
  }

  /** @param {number} id */
  remove(id) {
    return this.#taken("DELETE", `/api/messages/${id}`);
  }

  /** @param {number} id @param {string} emoji @param {boolean} on */
  react(id, emoji, on) {
    return this.#taken(on ? "PUT" : "DELETE", `/api/messages/${id}/reactions/${encodeURIComponent(emoji)}`);
  }

  /** @param {number} id @param {boolean} on */
  pin(id, on) {
    return this.#taken(on ? "PUT" : "DELETE", `/api/messages/${id}/pin`);
  }

  /** @param {number} id @param {string} reason */
  report(id, reason) {
    return this.#taken("POST", `/api/messages/${id}/report`, { reason });
  }

  /** @param {number} message @returns {Promise<number | null>} how many are unread then */
  async markUnread(message) {
    const answer = await this.#request("PUT", `/api/chats/${this.#chat}/read`, { message, unread: true });
    return answer?.body?.unread ?? null;
  }

  /** @returns {Promise<number | null>} how many are unread */
  async unread() {
    const answer = await this.#api("GET", `/api/chats/${this.#chat}`).catch(() => null);
    return answer?.body?.unread ?? null;
  }

  /** The latest pin first; null when they could not be asked for. @returns {Promise<Message[] | null>} */
  async pins() {
    const answer = await this.#request("GET", `/api/chats/${this.#chat}/pins`);
    return answer?.body?.results ?? null;
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #taken(method, path, body) {
    const answer = await this.#request(method, path, body);
    if (answer?.body?.version !== undefined) this.#changes.changed(answer.body);
    return answer !== null;
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #request(method, path, body) {
    const answer = await this.#api(method, path, body).catch(() => null);
    if (answer !== null && answer.status < 400) return answer;
    this.#changes.refused(answer?.body?.errors?.[0]?.detail ?? NO_CONNECTION);
    return null;
  }
}
