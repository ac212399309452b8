/** @typedef {{ start: (ears: import("./socket-transport.js").Ears) => any, send: (frame: object) => boolean, stop: () => void }} Transport */
/** @typedef {import("./room-positions.js").RoomPositions} RoomPositions */

/** Chooses the way of the next try: the stream only where no socket ever opened, after two failures every other try, once it worked the first try. */
export class TransportChoice {
  /** True while the latest transport is a stream. */ isStream = false;
  #tries = 0;
  /** @type {Set<"socket" | "stream">} */ #worked = new Set();
  #socket;
  #stream;

  /** @param {() => Transport} socket @param {(rooms: RoomPositions) => Transport} [stream] */
  constructor(socket, stream) {
    this.#socket = socket;
    this.#stream = stream;
  }

  /** @param {RoomPositions} rooms a stream carries at least one */
  make(rooms) {
    const stream = this.#isStreamsTurn() && rooms.size > 0 ? this.#stream : undefined;
    this.isStream = stream !== undefined;
    return stream ? stream(rooms) : this.#socket();
  }

  /** The latest transport opened. */
  opened() {
    this.#worked.add(this.isStream ? "stream" : "socket");
    this.#tries = 0;
  }

  #isStreamsTurn() {
    const tries = this.#tries++;
    return tries % 2 === 0 && (tries >= 2 || this.#worked.has("stream")) && !this.#worked.has("socket");
  }
}
