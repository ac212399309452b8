import { newClientId } from "../models/client-id.js";
import { tabStorage } from "./page-storage.js";

const KEY = "foyer:tab";
const LOCK = "foyer:tab:";

/**
 * The name of this tab, which stays through reloads and links. It is stored only between two pages: a duplicated tab copies the
 * storage of a page that is open, and must get a name of its own.
 */
export const tabId = tabStorage.getItem(KEY) ?? newClientId();
tabStorage.removeItem(KEY);
addEventListener("pagehide", () => tabStorage.setItem(KEY, tabId));
addEventListener("pageshow", () => tabStorage.removeItem(KEY));
// Held until the page ends, however it ends: that is how other tabs learn that a tab crashed.
void navigator.locks?.request(LOCK + tabId, () => new Promise(() => {}));

/** The tabs that are open now; null where the browser does not say, which is so on plain HTTP. @returns {Promise<Set<string> | null>} */
export async function openTabs() {
  const locks = await navigator.locks?.query().catch(() => null);
  if (!locks) return null;
  const names = (locks.held ?? []).map(({ name }) => String(name));
  return new Set(names.filter((name) => name.startsWith(LOCK)).map((name) => name.slice(LOCK.length)));
}
