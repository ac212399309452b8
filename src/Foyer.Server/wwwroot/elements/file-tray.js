import { storeFiles } from "../helpers/stored-files.js";
import { describeUpload, uploadTo } from "../helpers/upload-file.js";
import { kindText, sizeText } from "../models/file-text.js";
import { Uploads } from "../models/uploads.js";
/** @typedef {import("../models/uploads.js").Item} Item */

/** The files that go with the next message: how far each is, what each shows, and a way to take it back. */
export class FileTray extends HTMLElement {
  /** @type {Map<number, { item: HTMLElement, preview: string }>} */ #shown = new Map();
  /** @type {Uploads} */ #uploads = /** @type {any} */ (null);
  #most = { files: 0, size: 0 };

  /** @param {import("../models/room.js").Room} room @param {{ files: number, size: number }} most files a message may carry, and bytes of each @param {AbortSignal} signal */
  enter({ id, me }, most, signal) {
    this.#most = most;
    const kept = storeFiles(me.id, id);
    this.#uploads = new Uploads({ send: uploadTo(id), describe: describeUpload }, most, kept);
    void kept.takeOver().then((files) => signal.aborted || this.#uploads.resume(files, Date.now()));
    this.#uploads.addEventListener("change", () => this.#show(), { signal });
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("input", ({ target }) => this.#uploads.describe(keyOf(target), /** @type {HTMLInputElement} */ (target).value), {
      signal,
    });
    this.addEventListener(
      "keydown",
      (event) => event.key === "Enter" && /** @type {Element} */ (event.target).matches("input") && this.#send(event),
      { signal },
    );
  }

  get isEmpty() {
    return this.#uploads.items.length === 0;
  }

  /** @param {File[]} files */
  add(files) {
    const tooMany = this.#uploads.add(files);
    this.#announce(tooMany > 0 ? `A message carries at most ${this.#most.files} files.` : "");
  }

  /** Hands the files over once all are there; null when some were not taken. @returns {Promise<import("../models/wire.js").Upload[] | null>} */
  async hand() {
    if (this.#uploads.busy) this.#announce("The message goes out as soon as its files are there.");
    await this.#uploads.settled();
    this.#announce(this.#uploads.failed ? "Retry or remove what was not taken." : "");
    return this.#uploads.failed ? null : this.#uploads.take();
  }

  /** The message with the files is stored: they need not survive the page any more. */
  forget() {
    this.#uploads.forget();
  }

  /** @param {string} words */
  #announce(words) {
    /** @type {HTMLElement} */ (this.querySelector(".composer__said")).textContent = words;
    this.#size();
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    this.closest("form")?.requestSubmit();
  }

  /** @param {Event} event */
  #click({ target }) {
    const pressed = /** @type {Element} */ (target);
    const key = keyOf(target);
    if (pressed.closest("[data-retry]")) this.#uploads.retry(key);
    if (!pressed.closest("[data-remove]")) return;
    this.#uploads.remove(key);
    if (!this.#uploads.busy) this.#announce("");
    this.dispatchEvent(new CustomEvent("taken-back", { bubbles: true }));
  }

  #show() {
    const before = this.#shown;
    this.#shown = new Map();
    for (const item of this.#uploads.items) {
      const shown = before.get(item.key) ?? this.#make(item);
      this.#fill(shown.item, item);
      this.#shown.set(item.key, shown);
    }
    for (const [key, { preview }] of before) if (!this.#shown.has(key) && preview) URL.revokeObjectURL(preview);
    const list = /** @type {HTMLElement} */ (this.querySelector("ul"));
    const wanted = [...this.#shown.values()].map(({ item }) => item);
    for (const gone of [...list.children]) if (!wanted.includes(/** @type {HTMLElement} */ (gone))) gone.remove();
    for (const item of wanted) if (!item.isConnected) list.append(item);
    this.#size();
  }

  #size() {
    const said = /** @type {HTMLElement} */ (this.querySelector(".composer__said")).textContent;
    this.hidden = this.#shown.size === 0 && !said;
  }

  /** @param {Item} given */
  #make({ key, file }) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("template"));
    const item = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.type);
    const preview = isPicture ? URL.createObjectURL(file) : "";
    item.dataset.key = String(key);
    if (isPicture) part(item, "look").replaceChildren(Object.assign(new Image(), { src: preview, alt: "", className: "upload__picture" }));
    else part(item, "kind").textContent = kindText(file.name);
    part(item, "name").textContent = file.name;
    part(item, "size").textContent = sizeText(file.size);
    part(item, "remove").textContent = `Remove ${file.name}`;
    part(item, "alt").ariaLabel = `What ${file.name} shows`;
    return { item, preview };
  }

  /** @param {HTMLElement} item @param {Item} given */
  #fill(item, { file, state, progress, reason, upload, final }) {
    const bar = /** @type {HTMLProgressElement} */ (part(item, "progress"));
    bar.hidden = state !== "sending" && state !== "waiting";
    bar.value = progress;
    bar.ariaLabel = `Uploading ${file.name}`;
    part(item, "wrong").hidden = state !== "failed";
    part(item, "reason").textContent = reason;
    part(item, "retry").hidden = final;
    part(item, "alt").hidden = state !== "ready" || !upload?.width;
    item.classList.toggle("upload--failed", state === "failed");
  }
}

/** @param {EventTarget | null} target */
function keyOf(target) {
  return Number(/** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-key]"))?.dataset.key);
}

/** @param {Element} item @param {string} name @returns {HTMLElement} */
function part(item, name) {
  return /** @type {HTMLElement} */ (item.querySelector(`[data-part="${name}"]`));
}

customElements.define("file-tray", FileTray);
