/** Says what an event's start is on the reader's clock, where that differs from the event's own: `datetime`, `zone`. */
class HereTime extends HTMLElement {
  /** @type {string | null} */ #given = null;

  connectedCallback() {
    const date = new Date(this.getAttribute("datetime") ?? "");
    const zone = this.getAttribute("zone") ?? "UTC";
    if (Number.isNaN(date.getTime()) || HereTime.#clock(date, zone) === HereTime.#clock(date)) return;
    const words = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" }).format(date);
    this.#given ??= this.textContent?.trim() ?? "";
    this.textContent = `${this.#given ? `${this.#given}; ` : ""}${words} on your clock`;
  }

  /** @param {Date} date @param {string} [zone] */
  static #clock(date, zone) {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(date);
    } catch {
      return new Intl.DateTimeFormat("en", { timeZone: "UTC", dateStyle: "short", timeStyle: "short" }).format(date);
    }
  }
}

customElements.define("here-time", HereTime);
