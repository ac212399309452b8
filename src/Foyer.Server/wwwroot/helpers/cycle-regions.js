/** F6 and Shift F6 go round the regions of the page, in the order they are seen: to where the focus last was in each (A4). */
const REGIONS = [".mainnav", ".sidebar__scroll", ".room__head", "message-list", ".room__foot", ".members", "main:not(.app__main--pane)"];
const FOCUSABLE = "textarea, a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']";

/** @type {WeakMap<Element, HTMLElement>} */ const visited = new WeakMap();

document.addEventListener("focusin", ({ target }) => {
  const region = regions().find((each) => each.contains(/** @type {Node} */ (target)));
  if (region) visited.set(region, /** @type {HTMLElement} */ (target));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "F6" || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const all = regions().filter((region) => isDrawer(region) || stopIn(region));
  if (all.length === 0) return;
  event.preventDefault();
  const at = all.findIndex((region) => region.contains(document.activeElement));
  const next = event.shiftKey ? (at < 0 ? all.length - 1 : at - 1 + all.length) : at + 1;
  enter(all[next % all.length], all[at]);
});

/** @param {HTMLElement} region @param {HTMLElement | undefined} left */
function enter(region, left) {
  if (left && isDrawer(left)) left.hidePopover();
  if (isDrawer(region)) region.showPopover();
  stopIn(region)?.focus();
}

/** A narrow window shows the members on demand. @param {HTMLElement} region */
function isDrawer(region) {
  return region.matches("[popover]") && (region.matches(":popover-open") || !region.checkVisibility());
}

/** @param {HTMLElement} region */
function stopIn(region) {
  const all = /** @type {HTMLElement[]} */ ([...region.querySelectorAll(FOCUSABLE)]).filter(isReachable);
  const last = visited.get(region);
  if (last && region.contains(last) && isReachable(last)) return last;
  return (
    all.find((each) => each.matches("textarea")) ?? all[0] ?? (region.hasAttribute("tabindex") && region.checkVisibility() ? region : null)
  );
}

/** @param {HTMLElement} element */
function isReachable(element) {
  return element.tabIndex >= 0 && !element.matches(":disabled") && element.checkVisibility({ visibilityProperty: true });
}

function regions() {
  return REGIONS.flatMap((region) => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(region)]));
}
