import { isPageVisible, openConnection } from "../helpers/live-connection.js";
import { offerNotices, showNotice } from "../helpers/system-notices.js";
import { toast } from "../helpers/toast.js";
import { withMoment } from "../models/event-text.js";
import { on } from "../models/on.js";
/** @typedef {import("../models/wire.js").Frame} Frame */

/**
 * Tells of what came into the inbox: as a toast with a way there, and by the system where that is allowed and nobody looks at
 * any page of theirs. Never of the room one is looking at, and nothing of what shall be quiet.
 */
class NoticeToasts extends HTMLElement {
  /** @type {AbortController | null} */ #connected = null;
  /** @type {Set<number>} */ #announced = new Set();

  connectedCallback() {
    const { signal } = (this.#connected = new AbortController());
    const line = openConnection();
    on(line, "frame", (frame) => frame.event_type === "notification" && this.#emit(frame), signal);
    on(line, "sent", ({ event_type, chat }) => event_type === "chat_message" && chat === this.#direct && offerNotices(), signal);
  }

  disconnectedCallback() {
    this.#connected?.abort();
  }

  /** @param {Frame} frame */
  #emit({ id = 0, kind, title, text: sent = "", time, chat, quiet, attended }) {
    if (quiet || this.#announced.has(id)) return;
    this.#announced.add(id);
    const text = withMoment(sent, time);
    if (!isPageVisible() && !attended) void showNotice({ title, text, tag: `foyer-${id}`, url: `/notifications/${id}` });
    if (chat === this.#open) return;
    const direct = kind === "direct_message";
    const run = () => location.assign(`/notifications/${id}`);
    toast([title, text].filter(Boolean).join("\n"), { label: direct ? "Switch" : "Open", run }, { lasts: direct });
    if (direct && isPageVisible()) offerNotices();
  }

  /** The room that is open on this page. */
  get #open() {
    return Number(document.querySelector("room-pane")?.getAttribute("chat")) || 0;
  }

  /** The same, when it is a conversation of two. */
  get #direct() {
    return document.querySelector("room-pane[direct]") ? this.#open : 0;
  }
}

customElements.define("notice-toasts", NoticeToasts);
