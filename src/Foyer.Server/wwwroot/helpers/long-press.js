const PRESSED_FOR = 500;
const STILL = 10;

/**
 * Tells when a finger rests on something; a finger that moves scrolls.
 * @param {HTMLElement} element @param {(target: Element) => void} pressed @param {AbortSignal} signal
 */
export function longPress(element, pressed, signal) {
  let timer = 0;
  let at = { x: 0, y: 0 };
  const stop = () => clearTimeout(timer);
  const begin = (/** @type {PointerEvent} */ { pointerType, target, clientX, clientY }) => {
    stop();
    if (pointerType !== "touch" || /** @type {Element} */ (target).closest("a, button")) return;
    at = { x: clientX, y: clientY };
    timer = window.setTimeout(() => pressed(/** @type {Element} */ (target)), PRESSED_FOR);
  };
  element.addEventListener("pointerdown", begin, { signal });
  element.addEventListener("pointermove", ({ clientX, clientY }) => Math.hypot(clientX - at.x, clientY - at.y) > STILL && stop(), { signal });
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, stop, { signal });
  signal.addEventListener("abort", stop);
}
