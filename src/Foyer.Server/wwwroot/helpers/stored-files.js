import { openTabs, tabId } from "./browser-tab.js";
/** @typedef {import("../models/uploads.js").KeptFile} KeptFile */
/** @typedef {KeptFile & { owner: string, tab: string }} Row */

const STALE_AFTER = 7 * 24 * 60 * 60 * 1000;

/**
 * Files on their way to a message of a room, where they survive the page; without such a place they end with the page.
 * @param {number} user @param {number} chat @returns {import("../models/uploads.js").Keep & { takeOver: () => Promise<KeptFile[]> }}
 */
export function storeFiles(user, chat) {
  const owner = `${user}:${chat}`;
  return {
    put: (file) => void write((store) => store.put({ ...file, owner, tab: tabId })),
    remove: (id) => void write((store) => store.delete(id)),
    takeOver: () => takeOver(owner).catch(() => []),
  };
}

/** The files that this tab's last page or a closed tab left. @param {string} owner */
async function takeOver(owner) {
  const rows = /** @type {Row[]} */ (await asked((await open()).transaction("files").objectStore("files").getAll()));
  const tabs = await openTabs();
  const [old, fresh] = [true, false].map((stale) => rows.filter(({ at }) => Date.now() - at > STALE_AFTER === stale));
  for (const { id } of old) void write((store) => store.delete(id));
  const mine = fresh.filter((row) => row.owner === owner && (row.tab === tabId || (tabs !== null && !tabs.has(row.tab))));
  for (const row of mine) void write((store) => store.put({ ...row, tab: tabId }));
  return mine.sort((one, other) => one.at - other.at);
}

/** @param {(store: IDBObjectStore) => IDBRequest} action */
async function write(action) {
  try {
    action((await open()).transaction("files", "readwrite").objectStore("files"));
  } catch {
    // No storage, or it is full: the file goes with the page.
  }
}

/** @type {Promise<IDBDatabase> | null} */ let database = null;

function open() {
  return (database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("foyer", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }));
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
