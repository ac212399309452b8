/** A dot beside somebody's picture, with its word for those who do not see it. @param {Element | null} dot @param {import("../models/wire.js").Nearness} nearness */
export function showPresence(dot, nearness) {
  dot?.classList.toggle("presence--off", nearness === "offline");
  dot?.classList.toggle("presence--away", nearness === "away");
  if (dot?.firstElementChild) dot.firstElementChild.textContent = nearness;
}
