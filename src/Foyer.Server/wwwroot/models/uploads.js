import { sizeWords } from "./file-words.js";
/** @typedef {import("./wire.js").Upload} Upload */
/** @typedef {{ key: number, file: File, state: "waiting" | "sending" | "ready" | "failed", progress: number, reason: string, upload: Upload | null, final: boolean, alt: string, abort: AbortController }} Item */
/** @typedef {(file: File, how: { signal: AbortSignal, progress: (share: number) => void }) => Promise<Upload>} Send rejects with the reason in words */

const AT_ONCE = 2;

/** Files on their way to the next message. Tells `change`. */
export class Uploads extends EventTarget {
  /** @type {Item[]} */ items = [];
  #keys = 0;
  #send;
  #describe;
  #most;

  /**
   * @param {{ send: Send, describe: (id: number, alt: string) => Promise<Upload | null> }} wire
   * @param {{ files: number, size: number }} most files a message may carry, and bytes of each
   */
  constructor({ send, describe }, most) {
    super();
    this.#send = send;
    this.#describe = describe;
    this.#most = most;
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
    for (const file of all.slice(0, room)) this.items.push(this.#item(file));
    this.#go();
    return Math.max(0, all.length - room);
  }

  /** @param {number} key */
  remove(key) {
    this.#find(key)?.abort.abort();
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
    if (item) item.alt = alt;
  }

  /** Hands over what has arrived, described as the person said. @returns {Promise<Upload[]>} */
  take() {
    const ready = this.items.filter(({ state }) => state === "ready");
    this.items = this.items.filter((item) => !ready.includes(item));
    this.#tell();
    return Promise.all(ready.map(async ({ upload, alt }) => (alt.trim() ? await this.#describe(Number(upload?.id), alt.trim()) : null) ?? /** @type {Upload} */ (upload)));
  }

  /** @param {File} file @returns {Item} */
  #item(file) {
    const reason = file.size > this.#most.size ? `Larger than ${sizeWords(this.#most.size)}` : file.size === 0 ? "The file is empty" : "";
    return { key: ++this.#keys, file, state: reason ? "failed" : "waiting", progress: 0, reason, upload: null, final: reason !== "", alt: "", abort: new AbortController() };
  }

  #go() {
    const sending = this.items.filter(({ state }) => state === "sending").length;
    const waiting = this.items.filter(({ state }) => state === "waiting");
    for (const item of waiting.slice(0, Math.max(0, AT_ONCE - sending))) void this.#carry(item);
    this.#tell();
  }

  /** @param {Item} item */
  async #carry(item) {
    item.state = "sending";
    const { signal } = item.abort;
    try {
      item.upload = await this.#send(item.file, { signal, progress: (share) => this.#progress(item, share) });
      item.state = "ready";
    } catch (wrong) {
      Object.assign(item, { state: "failed", reason: wrong instanceof Error ? wrong.message : String(wrong) });
    }
    if (!signal.aborted) this.#go();
  }

  /** @param {Item} item @param {number} share */
  #progress(item, share) {
    item.progress = share;
    this.#tell();
  }

  /** @param {number} key */
  #find(key) {
    return this.items.find((item) => item.key === key);
  }

  #tell() {
    this.dispatchEvent(new CustomEvent("change"));
  }
}
