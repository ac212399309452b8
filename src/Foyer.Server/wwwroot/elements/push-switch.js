import { api } from "../helpers/api.js";

/** Asks this browser to take notifications while no page is open, or to stop. Hidden where it cannot. */
class PushSwitch extends HTMLElement {
  async connectedCallback() {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
    this.addEventListener("click", (event) => event.target === this.#button && this.#toggle());
    this.#show((await this.#subscription()) !== null);
    this.hidden = false;
  }

  get #button() {
    return /** @type {HTMLButtonElement} */ (this.querySelector("button"));
  }

  async #subscription() {
    const registration = await navigator.serviceWorker.getRegistration("/");
    return (await registration?.pushManager.getSubscription()) ?? null;
  }

  async #toggle() {
    this.#button.disabled = true;
    try {
      const known = await this.#subscription();
      if (known) await this.#end(known);
      else await this.#begin();
      this.#show(known === null);
    } catch {
      this.#announce(
        Notification.permission === "denied"
          ? "The browser does not allow it. Its settings for this page can."
          : "It did not work. Try again later.",
      );
    } finally {
      this.#button.disabled = false;
    }
  }

  async #begin() {
    const registration = await navigator.serviceWorker.register(this.getAttribute("worker") ?? "/push-worker.js", { scope: "/" });
    await navigator.serviceWorker.ready;
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: this.getAttribute("key") ?? "",
    });
    const { status } = await api("POST", "/api/push", subscription.toJSON());
    if (status < 400) return;
    await subscription.unsubscribe();
    throw new Error("refused");
  }

  /** @param {PushSubscription} subscription */
  async #end(subscription) {
    await api("DELETE", "/api/push", { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  }

  /** @param {boolean} on */
  #show(on) {
    this.#button.setAttribute("aria-pressed", String(on));
    this.#button.textContent = on ? "Stop notifying me here" : "Notify me in this browser";
    this.#announce(on ? "This browser is told." : "");
  }

  /** @param {string} words */
  #announce(words) {
    /** @type {HTMLElement} */ (this.querySelector("[role=status]")).textContent = words;
  }
}

customElements.define("push-switch", PushSwitch);
