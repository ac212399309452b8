/** Lets one look at the password one types. */
class PasswordReveal extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  /** @param {Event} event */
  handleEvent({ target }) {
    const button = /** @type {Element} */ (target).closest("button");
    const input = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    if (!button) return;
    const shows = input.type === "password";
    input.type = shows ? "text" : "password";
    button.ariaPressed = String(shows);
  }
}

customElements.define("password-reveal", PasswordReveal);
