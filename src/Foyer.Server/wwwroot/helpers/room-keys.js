/** Alt and an arrow go to the room above or below in the list, with Shift to the next one that has something unread. */
document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
  const places = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".sidebar__scroll a.place")]);
  const at = places.findIndex((place) => place.hasAttribute("aria-current"));
  const wanted = (/** @type {HTMLElement | undefined} */ place) => place && (!event.shiftKey || place.classList.contains("place--unread"));
  let to = at === -1 && step < 0 ? places.length - 1 : at + step;
  while (places[to] && !wanted(places[to])) to += step;
  if (!places[to]) return;
  event.preventDefault();
  places[to].click();
});
