/** @typedef {import("./wire.js").Frame} Frame */

/**
 * How much of one room's changes has been seen, so that coming back asks for exactly the rest. After `online_user_list` with
 * version V the missed messages follow, ascending up to V with superseded numbers left out; then live changes from V+1 without a
 * hole. An answer to a repeated `client_id` stands outside that order and moves nothing.
 */
export class RoomPosition {
  /** @type {number} */ after;
  /** @type {number | null} */ #target = null;
  #live = false;

  /** @param {number} after the version that the page already shows */
  constructor(after) {
    this.after = after;
  }

  /** True once everything missed has been received. */
  get live() {
    return this.#live;
  }

  /** The connection is gone; what was promised will be asked for again. */
  lost() {
    this.#live = false;
    this.#target = null;
  }

  /** The server says how far the room is. @param {number} version */
  listed(version) {
    this.#target = version;
    this.#live = version <= this.after;
  }

  /** Too far back for a replay: history is fetched instead, and live changes follow from here. @param {number} version */
  jumped(version) {
    this.after = version;
    this.#live = true;
  }

  /**
   * @param {number} version of a message that arrived
   * @param {boolean} repeated whether it carries a `client_id` that was sent more than once
   * @returns {"take" | "hole"}
   */
  take(version, repeated) {
    if (version <= this.after) return "take";
    if (this.#live && version !== this.after + 1) return repeated ? "take" : "hole";
    if (!this.#live && repeated && version !== this.after + 1 && version !== this.#target) return "take";
    this.after = version;
    if (this.#target !== null && version >= this.#target) this.#live = true;
    return "take";
  }
}
