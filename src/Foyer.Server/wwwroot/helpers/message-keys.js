import { singleKeys } from "./single-keys.js";

/** What one does to a message: by its buttons, or by keys while it has the focus (which is when single keys are allowed). */
const KEYS = new Map([
  ["e", "edit"],
  ["r", "reply"],
  ["u", "unread"],
  ["Delete", "remove"],
  ["ContextMenu", "more"],
]);

/**
 * The act that a click means, and the message it is about.
 * @param {Event} event @returns {{ act: string, item: HTMLElement, detail: { emoji?: string, file?: number } } | null}
 */
export function actionOfClick(event) {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-act]"));
  const item = /** @type {HTMLElement | null} */ (button?.closest("li[data-key]"));
  if (!button || !item) return null;
  const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
  if (button.matches("a") && (ctrlKey || metaKey || shiftKey)) return null;
  if (button.matches("a")) event.preventDefault();
  const { act = "", emoji } = button.dataset;
  return { act, item, detail: { emoji, file: Number(/** @type {HTMLElement | null} */ (button.closest("[data-file]"))?.dataset.file) } };
}

/** The id of the message whose quote was clicked. @param {Event} event */
export function quoteOfClick(event) {
  const link = /** @type {Element} */ (event.target).closest("a.reply");
  return Number(/#message-(\d+)$/.exec(link?.getAttribute("href") ?? "")?.[1]) || null;
}

/**
 * The act that a key means. Enter goes to the message's buttons, Escape back out of them, arrows along them.
 * @param {KeyboardEvent} event @returns {{ act: string, item: HTMLElement } | "moved" | null}
 */
export function actionOfKey(event) {
  const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li[tabindex]"));
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.shiftKey && event.key === "F10") return { act: "more", item };
  if (event.target !== item) return inside(event, item) ? "moved" : null;
  if (event.key === "Escape") return { act: "leave", item };
  if (event.key === "Enter") return controls(item)[0] ? (controls(item)[0].focus(), "moved") : null;
  const act = event.key.length > 1 || singleKeys() ? KEYS.get(event.key) : undefined;
  return act && offers(item, act) ? { act, item } : null;
}

/** @param {KeyboardEvent} event @param {HTMLElement} item */
function inside(event, item) {
  if (event.key === "Escape") return (item.focus(), true);
  const all = controls(item);
  const to = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
  if (to === undefined || at < 0) return false;
  all[(at + to + all.length) % all.length].focus();
  return true;
}

/** What the message has buttons for, or its menu would offer. @param {HTMLElement} item @param {string} act */
function offers(item, act) {
  const hidden = item.querySelector(`.message__actions [data-act="${act}"]`);
  return item.querySelector(".message__actions:not([hidden])") !== null && hidden?.hasAttribute("hidden") !== true;
}

/** @param {HTMLElement} item @returns {HTMLElement[]} */
function controls(item) {
  const all = /** @type {HTMLElement[]} */ ([...item.querySelectorAll("button[data-act]")]);
  return all.filter((control) => control.checkVisibility() && !(/** @type {HTMLButtonElement} */ (control).disabled));
}
