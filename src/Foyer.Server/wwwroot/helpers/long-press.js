const PRESSED_FOR = 500;
const STILL = 10;

/**
 * Tells when a finger has rested on something and leaves it: what opened under a finger would close when it is lifted. A finger
 * that moves scrolls.
 * @param {HTMLElement} element @param {{ held: (target: Element) => void, let: (target: Element) => void }} tell @param {AbortSignal} signal
 */
export function longPress(element, tell, signal) {
  let timer = 0;
  let at = { x: 0, y: 0 };
  /** @type {Element | null} */ let held = null;
  const hold = (/** @type {Element} */ target) => tell.held((held = target));
  const begin = (/** @type {PointerEvent} */ event) => {
    const target = /** @type {Element} */ (event.target);
    clearTimeout(timer);
    held = null;
    if (event.pointerType !== "touch" || target.closest("a, button")) return;
    at = { x: event.clientX, y: event.clientY };
    timer = window.setTimeout(() => hold(target), PRESSED_FOR);
  };
  const move = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    if (Math.hypot(clientX - at.x, clientY - at.y) > STILL) clearTimeout(timer);
  };
  const end = () => {
    const target = held;
    clearTimeout(timer);
    held = null;
    if (target) setTimeout(() => tell.let(target));
  };
  element.addEventListener("pointerdown", begin, { signal });
  element.addEventListener("pointermove", move, { signal });
  for (const over of ["pointerup", "pointercancel"]) element.addEventListener(over, end, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
}
