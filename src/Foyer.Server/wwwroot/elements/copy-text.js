import { toast } from "../helpers/toast.js";

/** A button that copies `value`; hidden where the browser does not allow it. */
class CopyText extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard;
    this.addEventListener("click", this);
  }

  async handleEvent() {
    const copied = await navigator.clipboard.writeText(this.getAttribute("value") ?? "").then(
      () => true,
      () => false,
    );
    toast(copied ? "Copied." : "The browser did not allow copying.");
  }
}

customElements.define("copy-text", CopyText);
