import { api } from "./api.js";
import { toast } from "./toast.js";
/** @typedef {{ id: number, unread: number, last_message: { id: number } | null }} RoomLine */

/** Shift Escape marks every room as read, up to what it shows last. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.shiftKey || event.isComposing || document.querySelector("dialog[open], :popover-open")) return;
  event.preventDefault();
  void markAll();
});

async function markAll() {
  const unread = (await myRooms()).filter((room) => room.unread > 0 && room.last_message);
  const marked = await Promise.all(
    unread.map(({ id, last_message }) => taken("PUT", `/api/chats/${id}/read`, { message: last_message?.id })),
  );
  if (marked.every((answer) => answer !== null)) toast("Everything is marked as read");
  else toast("No connection. Not everything is marked as read.", undefined, { danger: true });
}

/** @returns {Promise<RoomLine[]>} */
async function myRooms() {
  /** @type {RoomLine[]} */ const rooms = [];
  for (let page = "/api/chats?limit=200"; page;) {
    const answer = await taken("GET", page);
    rooms.push(...(answer?.body.results ?? []));
    page = answer?.body.next ?? "";
  }
  return rooms;
}

/** @param {string} method @param {string} path @param {object} [body] */
async function taken(method, path, body) {
  const answer = await api(method, path, body).catch(() => null);
  return answer !== null && answer.status < 400 ? answer : null;
}
