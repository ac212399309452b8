const SKELETON_AFTER = 150;

/**
 * Fetches one more page of a room's history; a skeleton is shown while it takes long.
 * @param {import("../models/room.js").Room} room @param {"older" | "newer"} side @param {HTMLElement} [skeleton]
 */
export async function fetchPage(room, side, skeleton) {
  const { hasOlder, hasNewer } = room.timeline;
  if (!(side === "older" ? hasOlder : hasNewer)) return;
  const late = setTimeout(() => skeleton && (skeleton.hidden = false), SKELETON_AFTER);
  await room.page(side);
  clearTimeout(late);
  if (skeleton) skeleton.hidden = true;
}
