/** Dark or light against the system's choice; a cookie keeps it, so that the server's page has it from its first byte. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  handleEvent() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `foyer_theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
  }
}

customElements.define("theme-switch", ThemeSwitch);
