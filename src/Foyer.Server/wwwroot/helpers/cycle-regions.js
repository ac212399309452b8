/** F6 goes round the regions of the page, each time to what was last reached by Tab in it (A4). */
const REGIONS = [".mainnav", ".sidebar__scroll", "message-list", "message-composer", ".members:popover-open, .members", "main"];
const FOCUSABLE = "textarea, a[href], button:not([disabled]), input:not([type=hidden]), [tabindex='0']";

document.addEventListener("keydown", (event) => {
  if (event.key !== "F6" || event.altKey || event.ctrlKey) return;
  const stops = REGIONS.map((region) => document.querySelector(region)).flatMap(stopIn);
  const at = stops.findIndex(({ region }) => region.contains(document.activeElement));
  const next = stops[(at + (event.shiftKey ? stops.length - 1 : 1)) % stops.length] ?? stops[0];
  if (!next) return;
  event.preventDefault();
  next.stop.focus();
});

/** @param {Element | null} region */
function stopIn(region) {
  const all = /** @type {HTMLElement[]} */ ([...(region?.querySelectorAll(FOCUSABLE) ?? [])]).filter((each) => each.tabIndex >= 0 && each.checkVisibility());
  const stop = all.find((each) => each.matches("textarea")) ?? all[0];
  return region && stop ? [{ region, stop }] : [];
}
