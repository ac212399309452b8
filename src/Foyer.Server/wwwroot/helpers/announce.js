const BURST = 3;
const SETTLED = 500;

/**
 * Lets a change of the log be read aloud, or not: history and own messages are silent, and a burst becomes one sentence (A1, A7).
 * @param {HTMLElement} log @param {HTMLElement} status @param {number} arrived messages of others @param {() => void} change
 */
export function announce(log, status, arrived, change) {
  const aloud = arrived > 0 && arrived <= BURST;
  log.setAttribute("aria-live", aloud ? "polite" : "off");
  change();
  status.textContent = arrived > BURST ? `${arrived} new messages` : "";
  setTimeout(() => log.setAttribute("aria-live", "polite"), SETTLED);
}
