/**
 * Scrolls a list until one of its items is in view. Unlike `scrollIntoView` it moves nothing around the list: not the page, and
 * no other part of it.
 * @param {HTMLElement} scroll @param {Element} item @param {"nearest" | "center"} [block]
 */
export function scrollWithin(scroll, item, block = "nearest") {
  const outer = scroll.getBoundingClientRect();
  const inner = item.getBoundingClientRect();
  const top = outer.top + scroll.clientTop;
  const left = outer.left + scroll.clientLeft;
  const down =
    block === "center"
      ? center(inner.top - top, inner.height, scroll.clientHeight)
      : nearest(inner.top - top, inner.height, scroll.clientHeight);
  const right = nearest(inner.left - left, inner.width, scroll.clientWidth);
  scroll.scrollBy({ top: down, left: right, behavior: "instant" });
}

/** @param {number} start @param {number} size @param {number} room */
function center(start, size, room) {
  return start - Math.max(0, (room - size) / 2);
}

/** The shortest way to have it all in view, or its start when it is larger. @param {number} start @param {number} size @param {number} room */
function nearest(start, size, room) {
  if (start < 0 || size > room) return start;
  return Math.max(0, start + size - room);
}
