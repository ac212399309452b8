/** @typedef {import("../models/wire.js").Upload} Upload */

/** Shows a message's pictures as large as the window. */
export class PictureViewer extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Upload[]} */ #pictures = [];
  #at = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("keydown", ({ key }) => this.#turn({ ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {Upload[]} files of one message @param {number} id of the picture to begin with */
  open(files, id) {
    this.#pictures = files.filter(({ width }) => width);
    this.#at = Math.max(
      0,
      this.#pictures.findIndex((picture) => picture.id === id),
    );
    this.#show();
    this.#dialog.showModal();
  }

  /** @param {Event} event */
  #click({ target }) {
    const pressed = /** @type {HTMLElement} */ (target);
    const turn = /** @type {HTMLElement | null} */ (pressed.closest("[data-turn]"))?.dataset.turn;
    if (turn) this.#turn(Number(turn));
    else if (pressed.closest("[data-close]") || pressed.matches("dialog, .viewer__stage")) this.#dialog.close();
  }

  /** @param {number} by */
  #turn(by) {
    if (by === 0 || !this.#pictures[this.#at + by]) return;
    this.#at += by;
    this.#show();
  }

  #show() {
    const { url, name, alt, width, height } = this.#pictures[this.#at];
    const image = /** @type {HTMLImageElement} */ (this.querySelector("img"));
    Object.assign(image, { src: url, alt: alt ?? name, width, height });
    const place = this.#pictures.length > 1 ? ` (${this.#at + 1} of ${this.#pictures.length})` : "";
    /** @type {HTMLElement} */ (this.querySelector(".viewer__name")).textContent = name + place;
    this.#part("alt").textContent = alt ?? "";
    Object.assign(this.#part("save"), { href: url, download: name });
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-turn]")))
      button.hidden = !this.#pictures[this.#at + Number(button.dataset.turn)];
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }
}

customElements.define("image-viewer", PictureViewer);
