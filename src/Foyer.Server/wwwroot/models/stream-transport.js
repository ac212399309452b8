import { EventStreamParser } from "./event-stream-parser.js";
/** @typedef {import("./wire.js").Frame} Frame */
/** @typedef {(method: string, path: string, body?: object) => Promise<{ status: number, body: any }>} Api */

const GONE = 1006;
const SESSION_ENDED = 4401;

/** Where a WebSocket cannot be set up: events come by Server-Sent Events, and what one does goes by REST. */
export class StreamTransport {
  /** @type {AbortController | null} */ #abort = null;
  /** @type {((frame: Frame) => void) | null} */ #hear = null;
  /** @type {Promise<void>} */ #queue = Promise.resolve();
  #path;
  #api;
  #fetch;

  /** @param {string} path with the rooms and what was seen of them @param {Api} api @param {typeof fetch} [fetcher] */
  constructor(path, api, fetcher = (...request) => fetch(...request)) {
    this.#path = path;
    this.#api = api;
    this.#fetch = fetcher;
  }

  /** @param {import("./socket-transport.js").Ears} ears */
  async start({ frame, end }) {
    const abort = (this.#abort = new AbortController());
    this.#hear = frame;
    const code = await this.#listen(abort.signal).catch(() => GONE);
    if (this.#abort === abort) this.#ended(end, code);
  }

  /** One request after the other, so that messages keep the order they were written in. @param {any} frame */
  send(frame) {
    if (!this.#abort) return false;
    const request = requestOf(frame);
    if (request) this.#queue = this.#queue.then(() => this.#request(frame, request)).catch(() => {});
    return true;
  }

  stop() {
    this.#abort?.abort();
    this.#abort = this.#hear = null;
  }

  /** @param {AbortSignal} signal */
  async #listen(signal) {
    const response = await this.#fetch(this.#path, { signal, headers: { accept: "text/event-stream" } });
    if (response.status === 401 || response.status === 403) return SESSION_ENDED;
    if (!response.ok || !response.body) return GONE;
    const lines = new EventStreamParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read())
      for (const { data } of lines.read(part.value)) this.#hear?.(JSON.parse(data));
    return GONE;
  }

  /** @param {any} frame @param {[string, string, object?]} request */
  async #request(frame, request) {
    const { status, body } = await this.#api(...request);
    if (status >= 400) this.#hear?.({ ...body, event_type: "error", client_id: frame.client_id, id: frame.id });
    else if (body?.command) this.#hear?.({ ...body, event_type: "command_result", client_id: frame.client_id });
    else if (body?.version) this.#hear?.({ event_type: "chat_message", message: body });
  }

  /** @param {(code: number) => void} end @param {number} code */
  #ended(end, code) {
    this.#abort = this.#hear = null;
    end(code);
  }
}

/** The REST request that does what a frame does; null for what the stream does by itself. @param {any} frame @returns {[string, string, object?] | null} */
export function requestOf({ event_type, chat, id, message, unread, ...rest }) {
  switch (event_type) {
    case "chat_message":
      return id ? ["PATCH", `/api/messages/${id}`, rest] : ["POST", `/api/chats/${chat}/messages`, rest];
    case "delete_message":
      return ["DELETE", `/api/messages/${id}`];
    case "typing_indicator":
      return ["POST", `/api/chats/${chat}/typing`];
    case "read":
      return ["PUT", `/api/chats/${chat}/read`, { message, unread }];
    default:
      return null;
  }
}
