import { browserStorage } from "./page-storage.js";
const OFF = "foyer:single-keys-off";

/** Whether single letters are keys here: whoever speaks to the machine, or slips, may do without them (WCAG 2.1.4). */
export function singleKeys() {
  return browserStorage.getItem(OFF) === null;
}

/** @param {boolean} on */
export function setSingleKeys(on) {
  if (on) browserStorage.removeItem(OFF);
  else browserStorage.setItem(OFF, "yes");
}
