/** Puts the words for an event's times into the parts of the page that show them. @param {Element} place @param {Record<string, string | null>} words */
export function fillTimes(place, words) {
  for (const [name, text] of Object.entries(words)) {
    const part = /** @type {HTMLElement | null} */ (place.querySelector(`[data-${name}]`));
    if (!part) continue;
    part.textContent = text;
    part.hidden = text === null;
  }
}
