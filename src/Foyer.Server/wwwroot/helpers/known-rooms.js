import { sameText } from "../models/text-key.js";

/** The rooms one is in, as the sidebar has them. @returns {HTMLAnchorElement[]} */
function places() {
  return [...document.querySelectorAll(".sidebar__scroll a.place:not([data-kind=direct])")].map(
    (place) => /** @type {HTMLAnchorElement} */ (place),
  );
}

/** @param {HTMLElement} place */
function nameOf(place) {
  return place.querySelector("[data-name]")?.textContent?.toLowerCase() ?? "";
}

/** The longest name of a room one is in that a text begins with. @param {string} text @returns {string | null} */
export function roomAt(text) {
  const rest = text.toLowerCase();
  const names = places()
    .map(nameOf)
    .filter((name) => name && rest.startsWith(name));
  return names.reduce((/** @type {string | null} */ longest, name) => (name.length > (longest?.length ?? 0) ? name : longest), null);
}

/** Straight into a room one is in; else to the list of open rooms, which tells nothing of the others. @param {string} name */
export function roomHref(name) {
  const known = places().find((place) => sameText(nameOf(place), name));
  return known?.href ?? `/room?search=${encodeURIComponent(name)}`;
}
