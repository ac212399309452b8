import { RoomPosition } from "./room-position.js";
/** @typedef {import("./wire.js").Frame} Frame */

/** The rooms that a page has entered, each with how much of it the page has seen. @extends {Map<number, RoomPosition>} */
export class RoomPositions extends Map {
  /** @param {number} chat @param {number} after the version that the page already shows */
  enter(chat, after) {
    const position = new RoomPosition(after);
    this.set(chat, position);
    return position;
  }

  /** @param {number} chat */
  isLive(chat) {
    return this.get(chat)?.live === true;
  }

  /** A room is entered again. @param {number} chat @returns {number | undefined} the version from which on messages are missing */
  rejoin(chat) {
    const position = this.get(chat);
    position?.lost();
    return position?.after;
  }

  /** The connection is gone. */
  lost() {
    for (const position of this.values()) position.lost();
  }

  /**
   * Delivers a frame, and takes from it how far its room is: `resync` counts before its delivery, `online_user_list` after it.
   * @param {Frame} frame @param {() => void} deliver
   * @returns {number | null} the room that is live by it
   */
  follow({ event_type, chat = 0, version = 0 }, deliver) {
    const position = this.get(chat);
    if (event_type === "resync") position?.jumped(version);
    deliver();
    if (event_type === "online_user_list") position?.listed(version);
    return position?.live && (event_type === "resync" || event_type === "online_user_list") ? chat : null;
  }

  /**
   * Places a message in the order of its room.
   * @param {{ chat: number, version: number }} message @param {boolean} repeated whether it carries a `client_id` that was sent more than once
   * @returns {"hole" | "live" | null} whether something is missing before it, or it was the last missing one
   */
  place({ chat, version }, repeated) {
    const position = this.get(chat);
    if (!position) return null;
    const wasLive = position.live;
    if (position.take(version, repeated) === "hole") return "hole";
    return !wasLive && position.live ? "live" : null;
  }
}
