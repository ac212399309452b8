import { ReadRules } from "../models/read-rules.js";
import { fromEnd } from "../models/scroll-rules.js";
import { on } from "../models/on.js";
import { updateBadge } from "./page-badge.js";
/** @typedef {import("../models/room.js").Room} Room */

/**
 * Moves the read marker while one reads, and keeps what is unread in the page's title and sign.
 * @param {Room} room @param {import("../elements/message-list.js").MessageList} list @param {number} marked @param {AbortSignal} signal
 */
export function trackReading(room, list, marked, signal) {
  const showCount = () => {
    const unread = room.unread.count;
    updateBadge(room.id, { unread, urgent: room.about.kind === "direct" ? unread : 0 });
  };
  const rules = new ReadRules(marked, (message) => {
    room.marker.moveTo(message);
    showCount();
  });
  const look = () => {
    const { newest, hasNewer } = room.timeline;
    rules.tell({ visible: !document.hidden, focused: document.hasFocus(), atEnd: !hasNewer && fromEnd(list) <= 2, newest: newest ?? 0 });
    showCount();
  };
  list.addEventListener("seen", look, { signal });
  document.addEventListener("visibilitychange", look, { signal });
  for (const change of ["focus", "blur"]) addEventListener(change, look, { signal });
  on(room, "read", (message) => (rules.movedElsewhere(message), showCount()), signal);
  signal.addEventListener("abort", () => rules.stop());
  look();
  return rules;
}
