/**
 * Says something in passing; never the only place of an information.
 * @param {string} words
 * @param {{ label: string, run: () => void }} [action]
 * @param {{ danger?: boolean, stays?: boolean }} [look]
 */
export function toast(words, action, { danger = false, stays = danger } = {}) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { words, action, danger, stays } }));
}
