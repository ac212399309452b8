/** @typedef {import("./wire.js").Frame} Frame */
/** @typedef {{ frame: (frame: Frame) => void, end: (code: number) => void }} Ears */

/** One WebSocket, from the handshake to its end. */
export class SocketTransport {
  /** @type {WebSocket | null} */ #socket = null;
  #url;
  #Socket;

  /** @param {string} url @param {typeof WebSocket} [Socket] */
  constructor(url, Socket = WebSocket) {
    this.#url = url;
    this.#Socket = Socket;
  }

  /** @param {Ears} ears */
  start({ frame, end }) {
    const socket = (this.#socket = new this.#Socket(this.#url));
    socket.onmessage = ({ data }) => this.#socket === socket && frame(JSON.parse(data));
    socket.onclose = ({ code }) => this.#socket === socket && this.#ended(end, code);
  }

  /** @param {object} frame @returns {boolean} whether it could be handed to the network */
  send(frame) {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Lets go at once; the end of a dead connection is not waited for. */
  stop() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @param {Ears["end"]} end @param {number} code */
  #ended(end, code) {
    this.#socket = null;
    end(code);
  }
}
