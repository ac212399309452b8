/** What one does to a message: by its buttons, or by keys while it has the focus (which is when single keys are allowed). */
const KEYS = new Map([["e", "edit"], ["r", "reply"], ["Delete", "remove"]]);

/**
 * The act that a click means, and the message it is about.
 * @param {Event} event @returns {{ act: string, item: HTMLElement } | null}
 */
export function clickedAct(event) {
  const target = /** @type {Element} */ (event.target);
  const act = /** @type {HTMLElement | null} */ (target.closest("[data-act]"))?.dataset.act;
  const item = /** @type {HTMLElement | null} */ (target.closest("li[data-key]"));
  return act && item ? { act, item } : null;
}

/** The id of the message whose quote was clicked. @param {Event} event */
export function clickedQuote(event) {
  const link = /** @type {Element} */ (event.target).closest("a.reply");
  return Number(/#message-(\d+)$/.exec(link?.getAttribute("href") ?? "")?.[1]) || null;
}

/**
 * The act that a key means. Enter goes to the message's buttons, Escape back out of them.
 * @param {KeyboardEvent} event @returns {{ act: string, item: HTMLElement } | null}
 */
export function keyedAct(event) {
  const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li[tabindex]"));
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Escape" && event.target !== item) item.focus();
  else if (event.target !== item) return null;
  else if (event.key === "Escape") return { act: "leave", item };
  else if (event.key === "Enter" || event.key === "ContextMenu") firstButton(item)?.focus();
  const act = KEYS.get(event.key);
  const button = act && item.querySelector(`.message__actions:not([hidden]) [data-act="${act}"]:not([hidden])`);
  return button ? { act: String(act), item } : null;
}

/** @param {HTMLElement} item */
function firstButton(item) {
  return /** @type {HTMLElement | null} */ (item.querySelector("p:not([hidden]) > [data-act], .message__actions:not([hidden]) [data-act]:not([hidden])"));
}
