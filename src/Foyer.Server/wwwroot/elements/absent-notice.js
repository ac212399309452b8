import { api } from "../helpers/api.js";
import { openConnection } from "../helpers/live-connection.js";
import { toast } from "../helpers/toast.js";
import { on } from "../models/on.js";
/** @typedef {import("../models/wire.js").Frame} Frame */

/** Shows in a direct conversation that the other user is absent and the message waits, and offers to send an e-mail about it. */
class AbsentPartner extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  #message = 0;

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    on(openConnection(), "frame", (frame) => this.#hear(frame), signal);
    this.#mail.addEventListener("click", () => void this.#send(), { signal });
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {Frame} frame */
  #hear({ event_type, chat, message, user, email_option, users }) {
    if (event_type === "presence") return this.#showPresence(users);
    if (Number(message?.chat ?? chat) !== Number(this.getAttribute("chat"))) return;
    const partner = Number(this.getAttribute("partner"));
    if (event_type === "chat_message" && message.user !== partner) this.#message = message.id;
    if (event_type === "undelivered") this.#show(email_option === true);
    // Here again, or heard of.
    if ((event_type === "connected_user" && user.id === partner) || message?.user === partner) this.hidden = true;
  }

  /** @param {{ id: number, online: boolean }[]} users */
  #showPresence(users) {
    const partner = Number(this.getAttribute("partner"));
    if (users.some(({ id, online }) => id === partner && online)) this.hidden = true;
  }

  /** @param {boolean} mails */
  #show(mails) {
    this.hidden = false;
    this.#mail.hidden = !mails;
    this.#mail.disabled = false;
  }

  async #send() {
    this.#mail.disabled = true;
    const answer = await api("POST", `/api/messages/${this.#message}/email`).catch(() => null);
    const sent = answer !== null && answer.status < 400;
    if (sent) toast("The message goes out by mail.");
    else toast(answer?.body?.errors?.[0]?.detail ?? "No connection. Nothing was mailed.", undefined, { danger: true });
    this.#mail.disabled = sent;
  }

  get #mail() {
    return /** @type {HTMLButtonElement} */ (this.querySelector("button"));
  }
}

customElements.define("absent-notice", AbsentPartner);
