import { History } from "./history.js";
import { WINDOW } from "./scroll-rules.js";

/** Fetches the parts of a room's history that the reader wants to see into its window; one fetch of a kind at a time. */
export class TimelinePages {
  #history;
  #window;
  #changed;
  /** @type {Set<string>} */ #fetching = new Set();

  /** @param {History} history @param {import("./message-window.js").MessageWindow} window @param {() => void} changed called after each fetch */
  constructor(history, window, changed) {
    this.#history = history;
    this.#window = window;
    this.#changed = changed;
  }

  /** One more page at an end of the window, which lets go of as much at the other. @param {"older" | "newer"} side */
  page(side) {
    const from = side === "older" ? this.#window.oldest : this.#window.newest;
    if (from === null || !(side === "older" ? this.#window.hasOlder : this.#window.hasNewer)) return Promise.resolve(false);
    return this.#fetch(side, async () => {
      const page = await (side === "older" ? this.#history.before(from) : this.#history.after(from));
      // Meanwhile the window may show another part of the room, which this page is not next to.
      if (from !== (side === "older" ? this.#window.oldest : this.#window.newest)) return;
      this.#window.addPage(page.messages, side, page.onward);
      this.#window.trim(WINDOW, side === "older" ? "newer" : "older");
    });
  }

  latest() {
    return this.#fetch("latest", async () => {
      const page = await this.#history.latest();
      this.#window.restart(page.messages, page.onward);
    });
  }

  /** Fetches what is around a message again. @param {number} id */
  refresh(id) {
    return this.#fetch("around", async () => {
      const page = await this.#history.around(id);
      this.#window.show(page.messages, page.onward, page.back);
    });
  }

  /** Shows a message wherever it stands. @param {number} id @returns {Promise<boolean>} whether it is there */
  async around(id) {
    if (this.#window.find(id)) return true;
    await this.#fetch("around", async () => {
      const page = await this.#history.around(id);
      if (page.messages.some((message) => message.id === id)) this.#window.show(page.messages, page.onward, page.back);
    });
    return this.#window.find(id) !== null;
  }

  /** @param {string} what @param {() => Promise<void>} fetch */
  async #fetch(what, fetch) {
    if (this.#fetching.has(what)) return false;
    this.#fetching.add(what);
    try {
      await fetch();
      this.#changed();
      return true;
    } catch {
      return false;
    } finally {
      this.#fetching.delete(what);
    }
  }
}
