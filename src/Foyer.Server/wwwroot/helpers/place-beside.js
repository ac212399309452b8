const GAP = 4;
const EDGE = 8;

/** Puts a popover beside what opened it: below if there is room, else above, and never beyond the window. @param {HTMLElement} popover @param {DOMRect} anchor */
export function placeBeside(popover, anchor) {
  const { width, height } = popover.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  const top = below + height <= innerHeight - EDGE ? below : Math.max(EDGE, anchor.top - GAP - height);
  const left = Math.min(Math.max(EDGE, anchor.right - width), innerWidth - EDGE - width);
  popover.style.inset = `${Math.min(top, Math.max(EDGE, innerHeight - EDGE - height))}px auto auto ${Math.max(EDGE, left)}px`;
}
