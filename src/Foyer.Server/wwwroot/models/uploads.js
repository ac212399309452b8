import { newClientId } from "./client-id.js";
import { sizeText } from "./file-text.js";
/** @typedef {import("./wire.js").Upload} Upload */
/** @typedef {{ key: number, file: File, state: "waiting" | "sending" | "ready" | "failed", progress: number, reason: string, upload: Upload | null, final: boolean, alt: string, abort: AbortController, kept: string }} Item */
/** @typedef {{ id: string, file: File, upload: Upload | null, alt: string, at: number }} KeptFile as it survives the page */
/** @typedef {{ put: (file: KeptFile) => void, remove: (id: string) => void }} Keep */
/** @typedef {(file: File, how: { signal: AbortSignal, progress: (share: number) => void }) => Promise<Upload>} Send rejects with the reason in words */

const AT_ONCE = 2;

/** Milliseconds for which an upload that was not posted is surely still there; the server removes it after an hour. */
const STAYS = 50 * 60 * 1000;

/** @type {Keep} */ const NOT_KEPT = { put() {}, remove() {} };

/** Files on their way to the next message. Tells `change`. */
export class Uploads extends EventTarget {
  /** @type {Item[]} */ items = [];
  #keys = 0;
  #send;
  #describe;
  #most;
  #keep;
  /** @type {string[]} */ #taken = [];

  /**
   * @param {{ send: Send, describe: (id: number, alt: string) => Promise<Upload | null> }} wire
   * @param {{ files: number, size: number }} most files a message may carry, and bytes of each
   * @param {Keep} [keep] where files survive the page
   */
  constructor({ send, describe }, most, keep = NOT_KEPT) {
    super();
    this.#send = send;
    this.#describe = describe;
    this.#most = most;
    this.#keep = keep;
  }

  get busy() {
    return this.items.some(({ state }) => state === "waiting" || state === "sending");
  }

  get failed() {
    return this.items.some(({ state }) => state === "failed");
  }

  /** Waits until nothing is on its way. */
  async settled() {
    while (this.busy) await new Promise((go) => this.addEventListener("change", go, { once: true }));
  }

  /** Takes files in; what is too large or empty is told at once and never sent. @param {Iterable<File>} files @returns {number} how many were too many */
  add(files) {
    const all = [...files];
    const room = Math.max(0, this.#most.files - this.items.length);
    const added = all.slice(0, room).map((file) => this.#item(file));
    this.items.push(...added);
    for (const item of added) this.#store(item);
    this.#go();
    return Math.max(0, all.length - room);
  }

  /** Goes on with the files of an earlier page. @param {KeptFile[]} files @param {number} now */
  resume(files, now) {
    for (const { id, file, upload, alt, at } of files) {
      const ready = upload !== null && now - at < STAYS;
      this.items.push({ ...this.#item(file), kept: id, alt, ...(ready ? { upload, state: "ready" } : {}) });
    }
    this.#go();
  }

  /** What was taken is in other hands now. */
  forget() {
    for (const id of this.#taken.splice(0)) this.#keep.remove(id);
  }

  /** @param {number} key */
  remove(key) {
    const item = this.#find(key);
    item?.abort.abort();
    if (item) this.#keep.remove(item.kept);
    this.items = this.items.filter((item) => item.key !== key);
    this.#go();
  }

  /** @param {number} key */
  retry(key) {
    const item = this.#find(key);
    if (item) Object.assign(item, { state: "waiting", reason: "", progress: 0, abort: new AbortController() });
    this.#go();
  }

  /** @param {number} key @param {string} alt what a picture shows, in words */
  describe(key, alt) {
    const item = this.#find(key);
    if (!item) return;
    item.alt = alt;
    this.#store(item);
  }

  /** Hands over what has arrived, described as the person said. @returns {Promise<Upload[]>} */
  take() {
    const ready = this.items.filter(({ state }) => state === "ready");
    this.items = this.items.filter((item) => !ready.includes(item));
    this.#taken.push(...ready.map(({ kept }) => kept));
    this.#emit();
    return Promise.all(
      ready.map(
        async ({ upload, alt }) =>
          (alt.trim() ? await this.#describe(Number(upload?.id), alt.trim()) : null) ?? /** @type {Upload} */ (upload),
      ),
    );
  }

  /** @param {File} file @returns {Item} */
  #item(file) {
    const reason = file.size > this.#most.size ? `Larger than ${sizeText(this.#most.size)}` : file.size === 0 ? "The file is empty" : "";
    return {
      key: ++this.#keys,
      file,
      state: reason ? "failed" : "waiting",
      progress: 0,
      reason,
      upload: null,
      final: reason !== "",
      alt: "",
      abort: new AbortController(),
      kept: newClientId(),
    };
  }

  /** @param {Item} item */
  #store({ kept, file, upload, alt, final }) {
    if (!final) this.#keep.put({ id: kept, file, upload, alt, at: Date.now() });
  }

  #go() {
    const sending = this.items.filter(({ state }) => state === "sending").length;
    const waiting = this.items.filter(({ state }) => state === "waiting");
    for (const item of waiting.slice(0, Math.max(0, AT_ONCE - sending))) void this.#carry(item);
    this.#emit();
  }

  /** @param {Item} item */
  async #carry(item) {
    item.state = "sending";
    const { signal } = item.abort;
    try {
      item.upload = await this.#send(item.file, { signal, progress: (share) => this.#progress(item, share) });
      item.state = "ready";
      if (this.items.includes(item)) this.#store(item);
    } catch (wrong) {
      Object.assign(item, { state: "failed", reason: wrong instanceof Error ? wrong.message : String(wrong) });
    }
    if (!signal.aborted) this.#go();
  }

  /** @param {Item} item @param {number} share */
  #progress(item, share) {
    item.progress = share;
    this.#emit();
  }

  /** @param {number} key */
  #find(key) {
    return this.items.find((item) => item.key === key);
  }

  #emit() {
    this.dispatchEvent(new CustomEvent("change"));
  }
}
