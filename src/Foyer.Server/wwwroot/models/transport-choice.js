/** @typedef {"socket" | "stream"} Door */

/** Which way to try next: the stream only where no socket ever opened, after two failures every other try, once it worked the first try. */
export class TransportChoice {
  #tries = 0;
  /** @type {Set<Door>} */ #worked = new Set();

  /** @returns {Door} */
  next() {
    const tries = this.#tries++;
    const streamsTurn = tries % 2 === 0 && (tries >= 2 || this.#worked.has("stream"));
    return streamsTurn && !this.#worked.has("socket") ? "stream" : "socket";
  }

  /** @param {Door} door */
  opened(door) {
    this.#worked.add(door);
    this.#tries = 0;
  }
}
