import { nameOf } from "../models/emoji.js";
import { nameList } from "../models/name-list.js";
/** @typedef {{ me: { id: number }, nameOf: (id: number) => string | null, mayWrite: boolean }} Reader */

/**
 * Shows who chose what under a message; a reaction keeps its button while it lasts, so that it keeps the focus.
 * @param {HTMLElement} bar @param {Record<string, number[]>} reactions @param {Reader} reader @param {() => HTMLElement} make
 */
export function fillReactions(bar, reactions, reader, make) {
  const known = new Map([...bar.children].map((button) => [/** @type {HTMLElement} */ (button).dataset.emoji, button]));
  const chosen = Object.entries(reactions).filter(([, users]) => users.length > 0);
  const buttons = chosen.map(([emoji, users]) => fill(/** @type {HTMLButtonElement} */ (known.get(emoji) ?? make()), emoji, users, reader));
  for (const [emoji, button] of known) if (!reactions[String(emoji)]?.length) button.remove();
  buttons.forEach((button, at) => bar.children[at] !== button && bar.insertBefore(button, bar.children[at] ?? null));
  bar.hidden = buttons.length === 0;
}

/** @param {HTMLButtonElement} button @param {string} emoji @param {number[]} users @param {Reader} reader */
function fill(button, emoji, users, { me, nameOf: personOf, mayWrite }) {
  const others = users.filter((id) => id !== me.id);
  const names = others.map(personOf).filter((name) => name !== null);
  const mine = others.length < users.length;
  const who = nameList([...(mine ? ["you"] : []), ...names], others.length - names.length);
  button.dataset.emoji = emoji;
  button.ariaPressed = String(mine);
  button.disabled = !mayWrite;
  button.title = `${who}: ${nameOf(emoji)}`;
  button.ariaLabel = `${nameOf(emoji)}, ${users.length}: ${who}`;
  /** @type {HTMLElement} */ (button.querySelector("[data-sign]")).textContent = emoji;
  /** @type {HTMLElement} */ (button.querySelector("[data-count]")).textContent = String(users.length);
  return button;
}
