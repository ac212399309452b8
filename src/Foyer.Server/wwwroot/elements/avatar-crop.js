const SIDE = 512;

/**
 * Makes the chosen picture a square before it is sent: the middle of it, no larger than it is shown. What the browser cannot
 * draw is sent as it is, and the server says what it thinks of it.
 */
class SquarePicture extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    this.#input.addEventListener("change", () => this.#square(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  get #input() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
  }

  async #square() {
    const [file] = this.#input.files ?? [];
    // A drawn GIF would stand still.
    if (!file || file.type === "image/gif") return;
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return;
    const side = Math.min(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.min(SIDE, side);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    canvas.getContext("2d")?.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && this.#give(new File([blob], "picture.png", { type: "image/png" })), "image/png");
  }

  /** @param {File} file */
  #give(file) {
    const files = new DataTransfer();
    files.items.add(file);
    this.#input.files = files.files;
  }
}

customElements.define("avatar-crop", SquarePicture);
