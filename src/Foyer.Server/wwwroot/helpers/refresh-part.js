// What differs in every answer though nothing has changed.
const TOKENS = /name="__RequestVerificationToken"[^>]*>/g;

/** @type {WeakMap<Element, string>} */ const known = new WeakMap();
/** @type {WeakMap<Element, number>} */ const asked = new WeakMap();

/**
 * Draws a part of the page anew as the server draws it now; what is the same stays untouched, and so does what is being typed in.
 * The latest answer counts.
 * @param {HTMLElement} part has an id @param {string} [address] of a page with the same part
 * @returns {Promise<boolean>} whether it changed
 */
export async function refreshPart(part, address = location.href) {
  const turn = (asked.get(part) ?? 0) + 1;
  asked.set(part, turn);
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const text = await answer.text();
  if (turn !== asked.get(part)) return false;
  const found = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
  const html = found?.innerHTML.replace(TOKENS, "");
  const focused = part.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  if (!found || html === undefined || html === known.get(part) || focused?.matches("input, textarea, select")) return false;
  known.set(part, html);
  part.replaceChildren(...found.childNodes);
  if (focused) refocus(part, focused);
  return true;
}

/** The new twin of what had the focus. @param {HTMLElement} part @param {HTMLElement} focused */
function refocus(part, focused) {
  const twin = [...part.querySelectorAll(focused.localName)].find(
    (each) => each.getAttribute("href") === focused.getAttribute("href") && each.textContent === focused.textContent,
  );
  /** @type {HTMLElement | undefined} */ (twin)?.focus();
}
