import { tabStorage } from "./page-storage.js";
/** @typedef {{ label: string, run: () => void }} Action */

/**
 * Says something in passing; never the only place of an information.
 * @param {string} words
 * @param {Action | Action[]} [action] what one can do about it
 * @param {{ danger?: boolean, stays?: boolean, lasts?: boolean }} [look] `lasts` doubles its time, for what wants an answer
 */
export function toast(words, action, { danger = false, stays = danger, lasts = false } = {}) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { words, actions: [action ?? []].flat(), danger, stays, lasts } }));
}

const CARRIED = "foyer:toast";

/** The same, on the page that comes next. @param {string} words */
export function toastAfterNavigation(words) {
  tabStorage.setItem(CARRIED, words);
}

/** What the page before had to say. */
export function takePendingToast() {
  const words = tabStorage.getItem(CARRIED);
  tabStorage.removeItem(CARRIED);
  return words;
}
