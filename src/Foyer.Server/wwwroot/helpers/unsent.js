import { Drafts } from "../models/drafts.js";
import { UnsentStore } from "../models/unsent-store.js";
import { pageUser } from "./page-user.js";
import { browserStorage } from "./page-storage.js";
import { openTabs, tabId } from "./browser-tab.js";

export const drafts = new Drafts(browserStorage, pageUser(), tabId);
export const unsent = new UnsentStore(browserStorage, pageUser(), tabId);

/**
 * Takes over messages that no open tab sends. One tab at a time, so that no two take the same.
 * @param {(chat: number) => boolean} wants @param {boolean} first whether what this tab's last page left is taken too
 */
export function adoptUnsent(wants, first) {
  const run = async () => unsent.takeOver({ open: await openTabs(), drafts, now: Date.now(), wants, first });
  return navigator.locks ? navigator.locks.request("foyer:take-over", run) : run();
}
