/** Reads the lines of a Server-Sent Events stream, however it was cut into pieces. */
export class EventStreamParser {
  #rest = "";
  /** @type {string[]} */ #data = [];
  #name = "";

  /** @param {string} piece @returns {Generator<{ name: string, data: string }>} */
  *read(piece) {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = /** @type {string} */ (lines.pop());
    for (const line of lines) {
      const text = line.endsWith("\r") ? line.slice(0, -1) : line;
      if (text !== "") this.#field(text);
      else if (this.#data.length > 0) yield this.#event();
      else this.#name = "";
    }
  }

  /** @param {string} line */
  #field(line) {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") this.#data.push(value);
    if (name === "event") this.#name = value;
  }

  #event() {
    const event = { name: this.#name, data: this.#data.join("\n") };
    this.#data = [];
    this.#name = "";
    return event;
  }
}
